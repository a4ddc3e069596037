// Template: sine and cosine on vectors of floats, by way of double, so that nearly every result is the exact value rounded
// once. Part of math_kernel.h. The polynomials are those of FreeBSD's libm (Sun Microsystems, 1993; Bruce D. Evans).

typedef double TERN_NAME(trig_doubles) __attribute__((ext_vector_type(TERN_VW)));
typedef int64_t TERN_NAME(trig_ints) __attribute__((ext_vector_type(TERN_VW)));
#define TRIG_D TERN_NAME(trig_doubles)
#define TRIG_I TERN_NAME(trig_ints)

// sin(x + turns * pi / 2)
TERN_INLINE void TERN_NAME(sin_turned)(TERN_V *value, const int64_t turns, float (*const outside)(float)) {
    const double largest = 0x1p+19;    // from here on the quarter turns times pi's first part are no longer exact
    const TRIG_D x = __builtin_convertvector(*value, TRIG_D);
    // Adding and subtracting 1.5 * 2^52 rounds to the nearest integer, which the sum's low bits hold.
    const TRIG_D shifted = x * 6.36619772367581382433e-01 + 0x1.8p+52, quarters = shifted - 0x1.8p+52;
    const TRIG_D r = (x - quarters * 1.57079632673412561417e+00) - quarters * 6.07710050650619224932e-11;
    const TRIG_D z = r * r, w = z * z, s = z * r;
    const TRIG_D sine = (r + s * (z * 0.0083333293858894631756 - 0.166666666416265235595)) +
                        s * w * (z * 0.0000027183114939898219064 - 0.000198393348360966317347);
    const TRIG_D cosine = ((1.0 - z * 0.499999997251031003120) + w * 0.0416666233237390631894) +
                          (w * z) * (z * 0.0000243904487962774090654 - 0.00138867637746099294692);
    const TRIG_I turn = (TRIG_I)shifted + turns;
    const TRIG_D magnitude = (turn & 1) != 0 ? cosine : sine;
    const TRIG_D result = (TRIG_D)((TRIG_I)magnitude ^ ((turn & 2) << 62));
    TERN_V rounded = __builtin_convertvector(result, TERN_V);
    rounded = *value == 0.0f && (turns == 0) ? *value : rounded;   // keeps -0
    const MATH_I is_inside = MATH_ABS(*value) < (float)largest;
    if (__builtin_reduce_and(is_inside) == 0)
        for (int k = 0; k < TERN_VW; k++) rounded[k] = is_inside[k] ? rounded[k] : outside((*value)[k]);
    *value = rounded;
}

MATH_DEFINE(sin) { TERN_NAME(sin_turned)(value, 0, sinf); }
MATH_DEFINE(cos) { TERN_NAME(sin_turned)(value, 1, cosf); }

#undef TRIG_I
#undef TRIG_D
