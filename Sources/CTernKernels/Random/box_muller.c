// The Box-Muller transform, bit for bit as torch computes it on x86-64.
//
// A block's first eight numbers make the radii and its last eight the angles. In float, logarithm, sine and cosine
// are not the C library's but the polynomials of S. Moshier's Cephes library with every step fused; the order of
// operations below is what fixes the last bit. In double it is the C library.
#include "box_muller.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

enum { HALF = TERN_NORMAL_BLOCK / 2 };

// Inlined into both variants of the block loop, so that each gets the instructions of its target.
#define INLINE static inline __attribute__((always_inline))

INLINE float logarithm(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    float e = (float)((int32_t)(bits >> 23) - 126);
    bits = (bits & 0x007FFFFF) | 0x3F000000;
    float m;
    memcpy(&m, &bits, sizeof m);
    // Bring the mantissa to sqrt(1/2) ... sqrt(2), less one.
    const int low = m < 0.707106781186547524f;
    e -= low ? 1.0f : 0.0f;
    m = (m - 1.0f) + (low ? m : 0.0f);

    const float z = m * m;
    float y = 7.0376836292e-2f;
    y = fmaf(y, m, -1.1514610310e-1f);
    y = fmaf(y, m, 1.1676998740e-1f);
    y = fmaf(y, m, -1.2420140846e-1f);
    y = fmaf(y, m, 1.4249322787e-1f);
    y = fmaf(y, m, -1.6668057665e-1f);
    y = fmaf(y, m, 2.0000714765e-1f);
    y = fmaf(y, m, -2.4999993993e-1f);
    y = fmaf(y, m, 3.3333331174e-1f);
    y = y * m;
    y = fmaf(y, z, e * -2.12194440e-4f);
    y = fmaf(z, -0.5f, y);
    return fmaf(e, 0.693359375f, m + y);
}

INLINE void sine_and_cosine(float t, float *sine, float *cosine) {
    const int32_t octant = ((int32_t)(t * 1.27323954473516f) + 1) & ~1;
    const float y = (float)octant;
    t = fmaf(y, -0.78515625f, t);
    t = fmaf(y, -2.4187564849853515625e-4f, t);
    t = fmaf(y, -3.77489497744594108e-8f, t);
    const float z = t * t;

    float c = 2.443315711809948e-5f;
    c = fmaf(c, z, -1.388731625493765e-3f);
    c = fmaf(c, z, 4.166664568298827e-2f);
    c = c * z;
    c = fmaf(c, z, -(z * 0.5f));
    c = c + 1.0f;

    float s = -1.9515295891e-4f;
    s = fmaf(s, z, 8.3321608736e-3f);
    s = fmaf(s, z, -1.6666654611e-1f);
    s = s * z;
    s = fmaf(s, t, t);

    const int swapped = octant & 2;
    const float unsigned_sine = swapped ? c : s, unsigned_cosine = swapped ? s : c;
    *sine = octant & 4 ? -unsigned_sine : unsigned_sine;
    *cosine = (octant - 2) & 4 ? unsigned_cosine : -unsigned_cosine;
}

INLINE void transform_float(float *x, int64_t blocks, float mean, float std) {
    for (float *block = x; block < x + blocks * TERN_NORMAL_BLOCK; block += TERN_NORMAL_BLOCK) {
        float squares[HALF], sines[HALF], cosines[HALF];
        for (int j = 0; j < HALF; j++) {
            squares[j] = -2.0f * logarithm(1.0f - block[j]);
            sine_and_cosine(6.283185307179586f * block[j + HALF], &sines[j], &cosines[j]);
        }
        for (int j = 0; j < HALF; j++) {
            const float radius = sqrtf(squares[j]);
            block[j] = fmaf(radius * cosines[j], std, mean);
            block[j + HALF] = fmaf(radius * sines[j], std, mean);
        }
    }
}

static void transform_float_portably(float *x, int64_t blocks, float mean, float std) {
    transform_float(x, blocks, mean, std);
}

#if defined(__x86_64__) && !defined(_WIN32)
// With fused instructions the loops become vector code, more than ten times as fast; the numbers are the same.
__attribute__((target("avx2,fma"))) static void transform_float_with_fma(float *x, int64_t blocks, float mean, float std) {
    transform_float(x, blocks, mean, std);
}

void tern_box_muller_float(float *x, int64_t blocks, float mean, float std) {
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) transform_float_with_fma(x, blocks, mean, std);
    else transform_float_portably(x, blocks, mean, std);
}
#else
void tern_box_muller_float(float *x, int64_t blocks, float mean, float std) {
    transform_float_portably(x, blocks, mean, std);
}
#endif

void tern_box_muller_double(double *x, int64_t blocks, double mean, double std) {
    for (double *block = x; block < x + blocks * TERN_NORMAL_BLOCK; block += TERN_NORMAL_BLOCK) {
        for (int j = 0; j < HALF; j++) {
            const double radius = sqrt(-2.0 * log(1.0 - block[j])), angle = 6.283185307179586 * block[j + HALF];
            block[j] = fma(radius * cos(angle), std, mean);
            block[j + HALF] = fma(radius * sin(angle), std, mean);
        }
    }
}
