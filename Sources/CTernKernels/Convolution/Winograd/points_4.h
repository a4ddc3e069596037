// Template: the one-dimensional transforms of F(4, 3), with the points 0, a, -a, b, -b and infinity, a = 3/4, b = 3/2.
//
// The usual points 0, 1, -1, 2, -2 lose four to five times more accuracy; these keep F(4, 3) at about twice the rounding
// error of direct convolution. All constants of the input and output transforms are exact in float.
#ifndef TERN_WINOGRAD_POINT_A
#define TERN_WINOGRAD_POINT_A 0.75
#define TERN_WINOGRAD_POINT_B 1.5
#define TERN_A1 TERN_WINOGRAD_POINT_A
#define TERN_A2 (TERN_A1 * TERN_A1)
#define TERN_A3 (TERN_A1 * TERN_A2)
#define TERN_B1 TERN_WINOGRAD_POINT_B
#define TERN_B2 (TERN_B1 * TERN_B1)
#define TERN_B3 (TERN_B1 * TERN_B2)
// Lagrange weights of the points 0, +-a and +-b.
#define TERN_AT_0 (1 / (TERN_A2 * TERN_B2))
#define TERN_AT_A (1 / (2 * TERN_A2 * (TERN_A2 - TERN_B2)))
#define TERN_AT_B (1 / (2 * TERN_B2 * (TERN_B2 - TERN_A2)))
#define TERN_CONSTANT(x) TERN_SPLAT((float)(x))
#endif

TERN_INLINE void TERN_WINOGRAD(weights_1d)(TERN_V *out, const TERN_V *g) {
    const TERN_V even_a = TERN_CONSTANT(TERN_AT_A) * g[0] + TERN_CONSTANT(TERN_A2 * TERN_AT_A) * g[2];
    const TERN_V odd_a = TERN_CONSTANT(TERN_A1 * TERN_AT_A) * g[1];
    const TERN_V even_b = TERN_CONSTANT(TERN_AT_B) * g[0] + TERN_CONSTANT(TERN_B2 * TERN_AT_B) * g[2];
    const TERN_V odd_b = TERN_CONSTANT(TERN_B1 * TERN_AT_B) * g[1];
    out[0] = TERN_CONSTANT(TERN_AT_0) * g[0];
    out[1] = even_a + odd_a;
    out[2] = even_a - odd_a;
    out[3] = even_b + odd_b;
    out[4] = even_b - odd_b;
    out[5] = g[2];
}

TERN_INLINE void TERN_WINOGRAD(input_1d)(TERN_V *out, const TERN_V *d) {
    const TERN_V even_a = d[4] - TERN_CONSTANT(TERN_B2) * d[2], odd_a = d[3] - TERN_CONSTANT(TERN_B2) * d[1];
    const TERN_V even_b = d[4] - TERN_CONSTANT(TERN_A2) * d[2], odd_b = d[3] - TERN_CONSTANT(TERN_A2) * d[1];
    out[0] = TERN_CONSTANT(TERN_A2 * TERN_B2) * d[0] + (d[4] - TERN_CONSTANT(TERN_A2 + TERN_B2) * d[2]);
    out[1] = even_a + TERN_CONSTANT(TERN_A1) * odd_a;
    out[2] = even_a - TERN_CONSTANT(TERN_A1) * odd_a;
    out[3] = even_b + TERN_CONSTANT(TERN_B1) * odd_b;
    out[4] = even_b - TERN_CONSTANT(TERN_B1) * odd_b;
    out[5] = TERN_CONSTANT(TERN_A2 * TERN_B2) * d[1] + (d[5] - TERN_CONSTANT(TERN_A2 + TERN_B2) * d[3]);
}

TERN_INLINE void TERN_WINOGRAD(output_1d)(TERN_V *out, const TERN_V *m) {
    const TERN_V even_a = m[1] + m[2], odd_a = m[1] - m[2], even_b = m[3] + m[4], odd_b = m[3] - m[4];
    out[0] = m[0] + even_a + even_b;
    out[1] = TERN_CONSTANT(TERN_A1) * odd_a + TERN_CONSTANT(TERN_B1) * odd_b;
    out[2] = TERN_CONSTANT(TERN_A2) * even_a + TERN_CONSTANT(TERN_B2) * even_b;
    out[3] = TERN_CONSTANT(TERN_A3) * odd_a + (TERN_CONSTANT(TERN_B3) * odd_b + m[5]);
}

TERN_INLINE void TERN_WINOGRAD(gradient_1d)(TERN_V *out, const TERN_V *y) {
    const TERN_V even_a = y[0] + TERN_CONSTANT(TERN_A2) * y[2];
    const TERN_V odd_a = TERN_CONSTANT(TERN_A1) * y[1] + TERN_CONSTANT(TERN_A3) * y[3];
    const TERN_V even_b = y[0] + TERN_CONSTANT(TERN_B2) * y[2];
    const TERN_V odd_b = TERN_CONSTANT(TERN_B1) * y[1] + TERN_CONSTANT(TERN_B3) * y[3];
    out[0] = y[0];
    out[1] = even_a + odd_a;
    out[2] = even_a - odd_a;
    out[3] = even_b + odd_b;
    out[4] = even_b - odd_b;
    out[5] = y[3];
}

TERN_INLINE void TERN_WINOGRAD(weight_gradient_1d)(TERN_V *out, const TERN_V *s) {
    const TERN_V even_a = TERN_CONSTANT(TERN_AT_A) * (s[1] + s[2]), even_b = TERN_CONSTANT(TERN_AT_B) * (s[3] + s[4]);
    out[0] = TERN_CONSTANT(TERN_AT_0) * s[0] + (even_a + even_b);
    out[1] = TERN_CONSTANT(TERN_A1 * TERN_AT_A) * (s[1] - s[2]) + TERN_CONSTANT(TERN_B1 * TERN_AT_B) * (s[3] - s[4]);
    out[2] = TERN_CONSTANT(TERN_A2) * even_a + (TERN_CONSTANT(TERN_B2) * even_b + s[5]);
}
