// Template: powers on vectors of floats for one instruction set. Logarithm and exponential are taken in double, so that nearly
// every result is the exact value rounded once.

typedef double TERN_NAME(power_doubles) __attribute__((ext_vector_type(TERN_VW)));
typedef int64_t TERN_NAME(power_longs) __attribute__((ext_vector_type(TERN_VW)));
typedef int32_t TERN_NAME(power_ints) __attribute__((ext_vector_type(TERN_VW)));
#define POWER_D TERN_NAME(power_doubles)
#define POWER_L TERN_NAME(power_longs)
#define POWER_I TERN_NAME(power_ints)

// Adding and subtracting 1.5 * 2^52 rounds to the nearest integer, which the sum's low bits hold.
#define POWER_ROUNDER 0x1.8p+52

// log2 of normal doubles: x = 2^k (1 + f), s = f / (2 + f), log(1 + f) = 2 (s + s^3 / 3 + s^5 / 5 ...).
TERN_INLINE void TERN_NAME(power_log2)(POWER_D *value) {
    // Splits so that 1 + f lies between sqrt(1/2) and sqrt(2).
    const POWER_L root = (POWER_L)0x3FE6A09E667F3BCD, shifted = (POWER_L)*value - root + (POWER_L)0x3FF0000000000000;
    const POWER_L exponent = (shifted >> 52) - 1023;
    const POWER_D f = (POWER_D)((POWER_L)*value - (exponent << 52)) - 1.0;
    const POWER_D s = f / (f + 2.0), z = s * s;
    POWER_D p = z * (2.0 / 15) + 2.0 / 13;
    p = p * z + 2.0 / 11;
    p = p * z + 2.0 / 9;
    p = p * z + 2.0 / 7;
    p = p * z + 2.0 / 5;
    p = p * z + 2.0 / 3;
    p = p * z + 2.0;
    *value = p * s * 1.44269504088896340736 + __builtin_convertvector(exponent, POWER_D);
}

// 2^x, by the exponential's series around the nearest integer.
TERN_INLINE void TERN_NAME(power_exp2)(POWER_D *value) {
    POWER_D x = *value < -200.0 ? (POWER_D)-200.0 : *value;   // float ends long before, on both sides
    x = x > 200.0 ? (POWER_D)200.0 : x;
    const POWER_D shifted = x + POWER_ROUNDER, r = (x - (shifted - POWER_ROUNDER)) * 6.93147180559945309417e-01;
    POWER_D p = r * (1.0 / 362880) + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    *value = (POWER_D)((POWER_L)p + ((POWER_L)shifted << 52));
}

TERN_INLINE void TERN_NAME(power_vector)(TERN_V *value, const TERN_V *exponent) {
    const POWER_D x = __builtin_convertvector(*value, POWER_D), y = __builtin_convertvector(*exponent, POWER_D);
    POWER_D t = __builtin_elementwise_abs(x);
    TERN_NAME(power_log2)(&t);
    t *= y;
    TERN_NAME(power_exp2)(&t);
    // A negative base has a power only where the exponent is an integer; it is negative where that is odd.
    const POWER_D half = y * 0.5;
    const POWER_L is_even = __builtin_elementwise_trunc(half) == half, is_integer = __builtin_elementwise_trunc(y) == y;
    const POWER_D signed_power = is_integer != 0 ? (is_even != 0 ? t : -t) : (POWER_D)__builtin_nan("");
    const TERN_V result = __builtin_convertvector(x < 0.0 ? signed_power : t, TERN_V);
    // Zeros, infinities and NaN have rules of their own.
    const TERN_V infinity = TERN_SPLAT(__builtin_inff()), a = __builtin_elementwise_abs(*value);
    const POWER_I is_plain = (a > 0.0f) & (a < infinity) & (__builtin_elementwise_abs(*exponent) < infinity);
    TERN_V whole = result;
    if (__builtin_reduce_and(is_plain) == 0)
        for (int k = 0; k < TERN_VW; k++) whole[k] = is_plain[k] ? result[k] : powf((*value)[k], (*exponent)[k]);
    *value = whole;
}

// A row of bases; `y_step` 0 is one exponent for all. The last few elements go through a whole vector too.
static void TERN_NAME(power_row)(int64_t n, float *out, const float *x, const float *y, int64_t y_step) {
    for (int64_t i = 0; i < n; i += TERN_VW) {
        float bases[TERN_VW], exponents[TERN_VW];
        const bool is_whole = i + TERN_VW <= n;
        for (int k = 0; k < TERN_VW; k++) {
            if (!is_whole) bases[k] = i + k < n ? x[i + k] : 1;
            if (!is_whole || y_step == 0) exponents[k] = i + k < n ? y[(i + k) * y_step] : 1;
        }
        TERN_V value = TERN_LOAD(is_whole ? x + i : bases);
        const TERN_V exponent = TERN_LOAD(is_whole && y_step != 0 ? y + i : exponents);
        TERN_NAME(power_vector)(&value, &exponent);
        if (is_whole) TERN_STORE(out + i, value);
        else for (int64_t k = i; k < n; k++) out[k] = value[k - i];
    }
}

// The powers that PyTorch computes by simpler means where one number is the exponent of all.
#define POWER_SIMPLE(name, expression) \
    static void TERN_NAME(power_##name)(int64_t n, float *out, const float *in) { \
        int64_t i = 0; \
        for (; i + TERN_VW <= n; i += TERN_VW) { \
            const TERN_V x = TERN_LOAD(in + i); \
            TERN_STORE(out + i, expression); \
        } \
        for (; i < n; i++) { \
            const TERN_V x = TERN_SPLAT(in[i]); \
            out[i] = (expression)[0]; \
        } \
    }
POWER_SIMPLE(square, x * x)
POWER_SIMPLE(cube, x * x * x)
POWER_SIMPLE(root, __builtin_elementwise_sqrt(x))
POWER_SIMPLE(inverse_root, 1.0f / __builtin_elementwise_sqrt(x))
POWER_SIMPLE(inverse, 1.0f / x)
POWER_SIMPLE(inverse_square, 1.0f / (x * x))
#undef POWER_SIMPLE

static const tern_power_kernels TERN_NAME(power_kernels) = {
    TERN_NAME(power_row), TERN_NAME(power_square), TERN_NAME(power_cube), TERN_NAME(power_root), TERN_NAME(power_inverse_root),
    TERN_NAME(power_inverse), TERN_NAME(power_inverse_square)};

#undef POWER_ROUNDER
#undef POWER_I
#undef POWER_L
#undef POWER_D
