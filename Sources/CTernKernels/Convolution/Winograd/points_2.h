// Template: the one-dimensional transforms of F(2, 3), with the points 0, 1, -1 and infinity.

TERN_INLINE void TERN_WINOGRAD(weights_1d)(TERN_V *out, const TERN_V *g) {
    const TERN_V even = TERN_SPLAT(0.5f) * (g[0] + g[2]), odd = TERN_SPLAT(0.5f) * g[1];
    out[0] = g[0];
    out[1] = even + odd;
    out[2] = even - odd;
    out[3] = g[2];
}

TERN_INLINE void TERN_WINOGRAD(input_1d)(TERN_V *out, const TERN_V *d) {
    out[0] = d[0] - d[2];
    out[1] = d[1] + d[2];
    out[2] = d[2] - d[1];
    out[3] = d[1] - d[3];
}

TERN_INLINE void TERN_WINOGRAD(output_1d)(TERN_V *out, const TERN_V *m) {
    out[0] = m[0] + (m[1] + m[2]);
    out[1] = (m[1] - m[2]) - m[3];
}

TERN_INLINE void TERN_WINOGRAD(gradient_1d)(TERN_V *out, const TERN_V *y) {
    out[0] = y[0];
    out[1] = y[0] + y[1];
    out[2] = y[0] - y[1];
    out[3] = -y[1];
}

TERN_INLINE void TERN_WINOGRAD(weight_gradient_1d)(TERN_V *out, const TERN_V *s) {
    const TERN_V even = TERN_SPLAT(0.5f) * (s[1] + s[2]);
    out[0] = s[0] + even;
    out[1] = TERN_SPLAT(0.5f) * (s[1] - s[2]);
    out[2] = even + s[3];
}
