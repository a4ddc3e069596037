// Template: what reductions do with packed rows of floats, in double, for one instruction set.
typedef double TERN_NAME(sum_doubles) __attribute__((ext_vector_type(TERN_VW)));

static double TERN_NAME(sum_f32)(int64_t n, const float *x) {
    TERN_NAME(sum_doubles) a = 0.0, b = 0.0;   // two chains of additions, because each waits for the one before
    int64_t i = 0;
    for (; i + 2 * TERN_VW <= n; i += 2 * TERN_VW) {
        a += __builtin_convertvector(TERN_LOAD(x + i), TERN_NAME(sum_doubles));
        b += __builtin_convertvector(TERN_LOAD(x + i + TERN_VW), TERN_NAME(sum_doubles));
    }
    a += b;
    double lanes[TERN_VW];
    TERN_UNROLL for (int k = 0; k < TERN_VW; k++) lanes[k] = a[k];
    TERN_UNROLL for (int half = TERN_VW / 2; half > 0; half /= 2)
        TERN_UNROLL for (int k = 0; k < half; k++) lanes[k] += lanes[k + half];
    double sum = lanes[0];
    for (; i < n; i++) sum += (double)x[i];
    return sum;
}

// A NaN, once met, stays: no comparison with it is true.
#define EXTREME_ROW(name, precedes) \
    static double TERN_NAME(name##_f32)(int64_t n, const float *x) { \
        TERN_V a = TERN_SPLAT(x[0]), b = a; \
        int64_t i = 0; \
        for (; i + 2 * TERN_VW <= n; i += 2 * TERN_VW) { \
            const TERN_V first = TERN_LOAD(x + i), second = TERN_LOAD(x + i + TERN_VW); \
            a = ((first precedes a) | (first != first)) ? first : a; \
            b = ((second precedes b) | (second != second)) ? second : b; \
        } \
        a = ((b precedes a) | (b != b)) ? b : a; \
        float best = a[0]; \
        for (int k = 1; k < TERN_VW; k++) best = a[k] precedes best || a[k] != a[k] ? a[k] : best; \
        for (; i < n; i++) best = x[i] precedes best || x[i] != x[i] ? x[i] : best; \
        return (double)best; \
    }
EXTREME_ROW(largest, >)
EXTREME_ROW(smallest, <)
#undef EXTREME_ROW

static void TERN_NAME(add_f32)(int64_t n, double *sums, const float *x) {
    for (int64_t i = 0; i < n; i++) sums[i] += (double)x[i];
}

static void TERN_NAME(widen_f32)(int64_t n, double *out, const float *x) {
    for (int64_t i = 0; i < n; i++) out[i] = (double)x[i];
}

static const tern_float_rows TERN_NAME(float_rows) = {
    TERN_NAME(sum_f32), TERN_NAME(largest_f32), TERN_NAME(smallest_f32), TERN_NAME(add_f32), TERN_NAME(widen_f32)};
