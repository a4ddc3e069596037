// Template: softmax of one row, see tern_softmax.h. Part of math_kernel.h. The sums are in double, lane by lane.
typedef double TERN_NAME(softmax_doubles) __attribute__((ext_vector_type(TERN_VW)));
#define SOFTMAX_WIDEN(v) __builtin_convertvector((v), TERN_NAME(softmax_doubles))

// The vector at x + i; behind the row's end there is `filler`.
TERN_INLINE void TERN_NAME(softmax_load)(TERN_V *value, const float *x, int64_t i, int64_t n, float filler) {
    if (i + TERN_VW <= n) {
        *value = TERN_LOAD(x + i);
        return;
    }
    float rest[TERN_VW];
    for (int64_t k = 0; k < TERN_VW; k++) rest[k] = i + k < n ? x[i + k] : filler;
    *value = TERN_LOAD(rest);
}

TERN_INLINE void TERN_NAME(softmax_store)(float *y, int64_t i, int64_t n, const TERN_V *value) {
    if (i + TERN_VW <= n) TERN_STORE(y + i, *value);
    else for (int64_t k = 0; i + k < n; k++) y[i + k] = (*value)[k];
}

TERN_INLINE double TERN_NAME(softmax_lane_sum)(const TERN_NAME(softmax_doubles) *sums) {
    double lanes[TERN_VW];
    TERN_UNROLL for (int k = 0; k < TERN_VW; k++) lanes[k] = (*sums)[k];
    TERN_UNROLL for (int half = TERN_VW / 2; half > 0; half /= 2)
        TERN_UNROLL for (int k = 0; k < half; k++) lanes[k] += lanes[k + half];
    return lanes[0];
}

TERN_INLINE float TERN_NAME(softmax_largest)(int64_t n, const float *x) {
    const float lowest = -__builtin_inff();
    TERN_V largest = TERN_SPLAT(lowest), value;
    for (int64_t i = 0; i < n; i += TERN_VW) {
        TERN_NAME(softmax_load)(&value, x, i, n, lowest);
        largest = value > largest ? value : largest;   // a NaN shows up in the sum
    }
    float best = lowest;
    for (int k = 0; k < TERN_VW; k++) best = largest[k] > best ? largest[k] : best;
    return best;
}

static void TERN_NAME(softmax_row)(bool is_log, int64_t n, float *y, const float *x) {
    const float lowest = -__builtin_inff();
    const TERN_V largest = TERN_SPLAT(TERN_NAME(softmax_largest)(n, x));
    TERN_NAME(softmax_doubles) sums = 0.0;
    TERN_V value;
    for (int64_t i = 0; i < n; i += TERN_VW) {
        TERN_NAME(softmax_load)(&value, x, i, n, lowest);
        value -= largest;
        TERN_V e = value;
        TERN_NAME(exp_vector)(&e);
        sums += SOFTMAX_WIDEN(e);
        TERN_NAME(softmax_store)(y, i, n, is_log ? &value : &e);
    }
    const double sum = TERN_NAME(softmax_lane_sum)(&sums);
    const float shift = (float)__builtin_log(sum), scale = (float)(1 / sum);
    for (int64_t i = 0; i < n; i++) y[i] = is_log ? y[i] - shift : y[i] * scale;
}

static void TERN_NAME(softmax_row_backward)(bool is_log, int64_t n, float *dx, const float *dy, const float *y) {
    TERN_NAME(softmax_doubles) sums = 0.0;
    TERN_V gradient, value;
    for (int64_t i = 0; i < n; i += TERN_VW) {
        TERN_NAME(softmax_load)(&gradient, dy, i, n, 0);
        TERN_NAME(softmax_load)(&value, y, i, n, 0);
        sums += is_log ? SOFTMAX_WIDEN(gradient) : SOFTMAX_WIDEN(gradient) * SOFTMAX_WIDEN(value);
    }
    const TERN_V sum = TERN_SPLAT((float)TERN_NAME(softmax_lane_sum)(&sums));
    for (int64_t i = 0; i < n; i += TERN_VW) {
        TERN_NAME(softmax_load)(&gradient, dy, i, n, 0);
        TERN_NAME(softmax_load)(&value, y, i, n, 0);
        TERN_V e = value;
        if (is_log) TERN_NAME(exp_vector)(&e);
        value = is_log ? gradient - e * sum : value * (gradient - sum);
        TERN_NAME(softmax_store)(dx, i, n, &value);
    }
}

// Softmax down TERN_VW * 4 columns that lie side by side, or fewer: `width` of them.
static void TERN_NAME(softmax_columns)(bool is_log, int64_t n, int64_t stride, int64_t width, float *y, const float *x) {
    enum { VECTORS = 4 };
    const float lowest = -__builtin_inff();
    TERN_V largest[VECTORS], value;
    TERN_NAME(softmax_doubles) sums[VECTORS];
    TERN_UNROLL for (int j = 0; j < VECTORS; j++) {
        largest[j] = TERN_SPLAT(lowest);
        sums[j] = 0.0;
    }
    for (int64_t i = 0; i < n; i++) {
        TERN_UNROLL for (int j = 0; j < VECTORS; j++) {
            TERN_NAME(softmax_load)(&value, x + i * stride, j * TERN_VW, width, 0);
            largest[j] = value > largest[j] ? value : largest[j];
        }
    }
    for (int64_t i = 0; i < n; i++) {
        TERN_UNROLL for (int j = 0; j < VECTORS; j++) {
            if (j * TERN_VW >= width) continue;
            TERN_NAME(softmax_load)(&value, x + i * stride, j * TERN_VW, width, 0);
            value -= largest[j];
            TERN_V e = value;
            TERN_NAME(exp_vector)(&e);
            sums[j] += SOFTMAX_WIDEN(e);
            TERN_NAME(softmax_store)(y + i * stride, j * TERN_VW, width, is_log ? &value : &e);
        }
    }
    float ends[VECTORS * TERN_VW];   // what is taken off each column, or what it is multiplied with
    for (int k = 0; k < VECTORS * TERN_VW; k++) {
        const double sum = sums[k / TERN_VW][k % TERN_VW];
        ends[k] = is_log ? (float)__builtin_log(sum) : (float)(1 / sum);
    }
    for (int64_t i = 0; i < n; i++)
        for (int64_t k = 0; k < width; k++) y[i * stride + k] = is_log ? y[i * stride + k] - ends[k] : y[i * stride + k] * ends[k];
}

static const tern_softmax_kernels TERN_NAME(softmax_kernels) = {
    TERN_NAME(softmax_row), TERN_NAME(softmax_row_backward), 4 * TERN_VW, TERN_NAME(softmax_columns)};
#undef SOFTMAX_WIDEN
