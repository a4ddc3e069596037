// Template: exponentials, logarithms and their relatives on vectors of floats, to one or two units in the last place, for one
// instruction set. Every branch of a definition is computed and the right one selected.

typedef int32_t TERN_NAME(math_ints) __attribute__((ext_vector_type(TERN_VW)));
#define MATH_I TERN_NAME(math_ints)
// The bits of one type read as the other.
#define MATH_BITS(v) ((MATH_I)(v))
#define MATH_FLOAT(bits) ((TERN_V)(bits))
#define MATH_ABS(x) MATH_FLOAT(MATH_BITS(x) & 0x7FFFFFFF)
#define MATH_COPY_SIGN(x, sign) MATH_FLOAT(MATH_BITS(x) | (MATH_BITS(sign) & (MATH_I)INT32_MIN))
#define MATH_DEFINE(name) TERN_INLINE void TERN_NAME(name##_vector)(TERN_V *value)

// 2^n for n in -126 ... 127.
#define MATH_POWER_OF_2(n) MATH_FLOAT(((n) + 127) << 23)

/// x = n ln 2 + r with |r| <= ln(2) / 2, and p = e^r - 1; `whole` is n as a float.
typedef struct {
    MATH_I n;
    TERN_V p, whole;
} TERN_NAME(math_reduced);

// For x between -104 and 89. Beyond them, e^x is 0 or infinite in float.
TERN_INLINE void TERN_NAME(math_reduce)(TERN_NAME(math_reduced) *reduced, const TERN_V *value) {
    const TERN_V x = *value;
    // Adding and subtracting 1.5 * 2^23 rounds to the nearest integer, which the sum's low bits hold.
    const TERN_V shifted = x * 0x1.715476p+0f + 0x1.8p+23f, n = shifted - 0x1.8p+23f;
    reduced->n = MATH_BITS(shifted) - 0x4B400000;
    reduced->whole = n;
    // ln 2 in two parts, the first short enough that n times it is exact.
    const TERN_V r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
    // Taylor's series: the first term left out is below 6e-9 of the result.
    TERN_V p = r * (1.0f / 5040) + 1.0f / 720;
    p = p * r + 1.0f / 120;
    p = p * r + 1.0f / 24;
    p = p * r + 1.0f / 6;
    p = p * r + 0.5f;
    reduced->p = p * (r * r) + r;
}

// Comparisons leave a NaN alone.
TERN_INLINE void TERN_NAME(math_reduce_any)(TERN_NAME(math_reduced) *reduced, const TERN_V *value) {
    TERN_V x = *value < -104.0f ? (TERN_V)-104.0f : *value;
    x = x > 89.0f ? (TERN_V)89.0f : x;
    TERN_NAME(math_reduce)(reduced, &x);
}

MATH_DEFINE(exp) {
    TERN_NAME(math_reduced) reduced;
    TERN_NAME(math_reduce_any)(&reduced, value);
    const TERN_V power = reduced.p + 1.0f;
#if TERN_VW == 16
    // One instruction, and the same bits.
    *value = (TERN_V)__builtin_ia32_scalefps512_mask(power, reduced.whole, power, (uint16_t)-1, 4 /* the current rounding */);
#else
    // In two steps, because 2^n itself may be out of range.
    const MATH_I half = reduced.n >> 1;
    *value = power * MATH_POWER_OF_2(half) * MATH_POWER_OF_2(reduced.n - half);
#endif
}

MATH_DEFINE(expm1) {
    TERN_NAME(math_reduced) reduced;
    TERN_NAME(math_reduce_any)(&reduced, value);
    // Half of 2^n, which is in range; below n = -30 only the -1 is left.
    const MATH_I n = reduced.n < -30 ? (MATH_I)-30 : reduced.n;
    const TERN_V half = MATH_POWER_OF_2(n - 1);
    const TERN_V result = 2.0f * (half * reduced.p + (half - 0.5f));
    *value = *value == 0.0f ? *value : result;  // keeps -0
}

// The logarithm of x, or of x + rest with |rest| below x's last place, by fdlibm's method (Sun Microsystems, 1993):
// x = 2^k (1 + f) with 1 + f near 1, s = f / (2 + f), log(1 + f) = f - f^2/2 + s (f^2/2 + a polynomial in s^2).
TERN_INLINE void TERN_NAME(math_log)(TERN_V *value, const TERN_V *rest /* may be NULL */) {
    const TERN_V x = *value;
    const MATH_I is_subnormal = x < 0x1p-126f;
    const TERN_V scaled = is_subnormal ? x * 0x1p+25f : x;
    // Splits so that 1 + f lies between sqrt(1/2) and sqrt(2).
    const MATH_I shifted = MATH_BITS(scaled) + (0x3F800000 - 0x3F3504F3);
    const MATH_I exponent = (shifted >> 23) - 127 - (is_subnormal & 25);
    const TERN_V f = MATH_FLOAT((shifted & 0x007FFFFF) + 0x3F3504F3) - 1.0f;
    const TERN_V k = __builtin_convertvector(exponent, TERN_V);
    const TERN_V s = f / (f + 2.0f), z = s * s, w = z * z;
    const TERN_V polynomial = z * (w * 0.28498786688f + 0.66666662693f) + w * (w * 0.24279078841f + 0.40000972152f);
    const TERN_V half_square = 0.5f * f * f;
    TERN_V low = k * 9.0580006145e-06f;
    if (rest) low += *rest / x;
    const TERN_V result = k * 6.9313812256e-01f - ((half_square - (s * (half_square + polynomial) + low)) - f);
    const TERN_V infinity = (TERN_V)__builtin_inff();
    TERN_V special = x == 0.0f ? -infinity : x;              // +inf and NaN are their own logarithms
    special = x < 0.0f ? (TERN_V)__builtin_nanf("") : special;
    *value = ((x > 0.0f) & (x < infinity)) ? result : special;
}

MATH_DEFINE(log) { TERN_NAME(math_log)(value, NULL); }

MATH_DEFINE(log1p) {
    const TERN_V x = *value, sum = x + 1.0f;
    // What the addition lost, from the smaller of the two.
    const TERN_V rest = x < 1.0f ? x - (sum - 1.0f) : 1.0f - (sum - x);
    TERN_V result = sum;
    TERN_NAME(math_log)(&result, &rest);
    *value = MATH_ABS(x) < 0x1p-24f ? x : result;            // keeps -0
}

MATH_DEFINE(sigmoid) {
    // With e <= 1 nothing overflows.
    TERN_V e = -MATH_ABS(*value);
    TERN_NAME(exp_vector)(&e);
    *value = (*value < 0.0f ? e : (TERN_V)1.0f) / (1.0f + e);
}

MATH_DEFINE(log_sigmoid) {
    const TERN_V x = *value;
    TERN_V tail = -MATH_ABS(x);
    TERN_NAME(exp_vector)(&tail);
    TERN_NAME(log1p_vector)(&tail);
    *value = (x < 0.0f ? x : (x != x ? x : (TERN_V)0.0f)) - tail;
}

MATH_DEFINE(tanh) {
    // Beyond 10 the result is 1 in float.
    const TERN_V x = *value, magnitude = MATH_ABS(x);
    const TERN_V twice = (magnitude > 10.0f ? (TERN_V)10.0f : magnitude) * 2.0f;
    // t = e^(2 |x|) - 1, as `expm1` computes it, without what only other arguments need.
    TERN_NAME(math_reduced) reduced;
    TERN_NAME(math_reduce)(&reduced, &twice);
    const TERN_V half = MATH_POWER_OF_2(reduced.n - 1), t = 2.0f * (half * reduced.p + (half - 0.5f));
    *value = MATH_COPY_SIGN(t / (t + 2.0f), x);
}

// Two polynomial approximations by N. Juffa: of erf itself near zero, of log(1 - erf) further out.
MATH_DEFINE(erf) {
    const TERN_V x = *value, t = MATH_ABS(x), s = x * x;
    TERN_V near = s * -5.96761703e-4f + 4.99119423e-3f;
    near = near * s + -2.67681349e-2f;
    near = near * s + 1.12819925e-1f;
    near = near * s + -3.76125336e-1f;
    near = near * s + 1.28379166e-1f;
    near = near * x + x;
    TERN_V far = (t * -1.72853470e-5f + 3.83197126e-4f) * s + (t * -3.88396438e-3f + 2.42546219e-2f);
    far = far * t + -1.06777877e-1f;
    far = far * t + -6.34846687e-1f;
    far = far * t + -1.28717512e-1f;
    far = far * t - t;
    far = t > 4.0f ? (TERN_V)-104.0f : far;
    TERN_NAME(exp_vector)(&far);
    far = MATH_COPY_SIGN(1.0f - far, x);
    *value = t > 0.927734375f ? far : near;
}

// The mathematical library's roots set errno, which keeps the compiler from making vectors of them.
MATH_DEFINE(sqrt) { *value = __builtin_elementwise_sqrt(*value); }
MATH_DEFINE(rsqrt) { *value = 1.0f / __builtin_elementwise_sqrt(*value); }

#include "trigonometry_kernel.h"

// out[i] = f(x[i]). The last few elements go through a whole vector too, so that a value does not depend on its place.
#define MATH_ROW(OP, name) \
    static void TERN_NAME(name##_row)(int64_t n, float *out, const float *x) { \
        int64_t i = 0; \
        for (; i + TERN_VW <= n; i += TERN_VW) { \
            TERN_V value = TERN_LOAD(x + i); \
            TERN_NAME(name##_vector)(&value); \
            TERN_STORE(out + i, value); \
        } \
        if (i == n) return; \
        float rest[TERN_VW] = {0}; \
        for (int64_t k = i; k < n; k++) rest[k - i] = x[k]; \
        TERN_V value = TERN_LOAD(rest); \
        TERN_NAME(name##_vector)(&value); \
        TERN_STORE(rest, value); \
        for (; i < n; i++) out[i] = rest[i & (TERN_VW - 1)]; \
    }
MATH_FOR_EACH(MATH_ROW)

#define MATH_ENTRY(OP, name) [TERN_##OP] = TERN_NAME(name##_row),
static const tern_math_table TERN_NAME(math_rows) = {MATH_FOR_EACH(MATH_ENTRY)};

#include "softmax_kernel.h"
#include "../../Loss/cross_entropy_kernel.h"

#undef MATH_ENTRY
#undef MATH_ROW
#undef MATH_POWER_OF_2
#undef MATH_DEFINE
#undef MATH_COPY_SIGN
#undef MATH_ABS
#undef MATH_FLOAT
#undef MATH_BITS
#undef MATH_I
