// Template: the sums of batch normalisation, see kernel.h. Part of norm_kernel.h.

// One vector's part of the sums.
typedef struct {
    NORM_D sum, product;
} TERN_NAME(norm_total);

TERN_INLINE void TERN_NAME(norm_add)(TERN_NAME(norm_total) *total, const bool has_dy, const float *x, const float *dy,
                                     const NORM_D *center) {
    const NORM_D distance = NORM_WIDEN(TERN_LOAD(x)) - *center;
    const NORM_D u = has_dy ? NORM_WIDEN(TERN_LOAD(dy)) : distance;
    total->sum += u;
    total->product += u * distance;
}

TERN_INLINE void TERN_NAME(norm_add_element)(const bool has_dy, double *sum, double *product, float x, const float *dy,
                                             double center) {
    const double distance = (double)x - center, u = has_dy ? (double)*dy : distance;
    *sum += u;
    *product += u * distance;
}

// A few rows at a time: the sums of a vector of channels stay in registers that long, and the rows are read in order.
TERN_INLINE void TERN_NAME(norm_sums_across_body)(const tern_norm_sums *work, const bool has_dy) {
    enum { ROWS = 16 };
    const int64_t channels = work->channels, whole = channels / TERN_VW * TERN_VW;
    for (int64_t c = 0; c < channels; c++) work->sum[c] = work->product[c] = 0;
    for (int64_t first = 0; first < work->rows; first += ROWS) {
        const int64_t rows = work->rows - first < ROWS ? work->rows - first : ROWS;
        const float *x = work->x + first * work->x_row, *dy = has_dy ? work->dy + first * work->dy_row : x;
        for (int64_t c = 0; c < whole; c += TERN_VW) {
            const NORM_D center = NORM_LOAD(work->center + c);
            TERN_NAME(norm_total) total = {NORM_LOAD(work->sum + c), NORM_LOAD(work->product + c)};
            for (int64_t row = 0; row < rows; row++) {
                __builtin_prefetch(x + (row + ROWS) * work->x_row + c);
                if (has_dy) __builtin_prefetch(dy + (row + ROWS) * work->dy_row + c);
                TERN_NAME(norm_add)(&total, has_dy, x + row * work->x_row + c, dy + row * work->dy_row + c, &center);
            }
            NORM_STORE(work->sum + c, total.sum);
            NORM_STORE(work->product + c, total.product);
        }
        for (int64_t c = whole; c < channels; c++)
            for (int64_t row = 0; row < rows; row++)
                TERN_NAME(norm_add_element)(has_dy, &work->sum[c], &work->product[c], x[row * work->x_row + c],
                                            dy + row * work->dy_row + c, work->center[c]);
    }
}

static void TERN_NAME(norm_sums_across)(const tern_norm_sums *work) {
    if (work->dy) TERN_NAME(norm_sums_across_body)(work, true);
    else TERN_NAME(norm_sums_across_body)(work, false);
}

// Adds the lanes of two vectors.
TERN_INLINE double TERN_NAME(norm_lane_sum)(const NORM_D *a, const NORM_D *b) {
    double lanes[TERN_VW];
    NORM_STORE(lanes, *a + *b);
    TERN_UNROLL for (int half = TERN_VW / 2; half > 0; half /= 2)
        TERN_UNROLL for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
    return lanes[0];
}

// Two chains of additions, because each waits for the one before.
TERN_INLINE void TERN_NAME(norm_sums_along_body)(const tern_norm_sums *work, const bool has_dy) {
    const float *x = work->x, *dy = has_dy ? work->dy : x;
    const NORM_D center = (NORM_D)*work->center;
    TERN_NAME(norm_total) a = {(NORM_D)0.0, (NORM_D)0.0}, b = a;
    int64_t i = 0;
    for (; i + 2 * TERN_VW <= work->rows; i += 2 * TERN_VW) {
        TERN_NAME(norm_add)(&a, has_dy, x + i, dy + i, &center);
        TERN_NAME(norm_add)(&b, has_dy, x + i + TERN_VW, dy + i + TERN_VW, &center);
    }
    for (; i + TERN_VW <= work->rows; i += TERN_VW) TERN_NAME(norm_add)(&a, has_dy, x + i, dy + i, &center);
    double sum = 0, product = 0;
    for (; i < work->rows; i++) TERN_NAME(norm_add_element)(has_dy, &sum, &product, x[i], dy + i, *work->center);
    *work->sum = sum + TERN_NAME(norm_lane_sum)(&a.sum, &b.sum);
    *work->product = product + TERN_NAME(norm_lane_sum)(&a.product, &b.product);
}

static void TERN_NAME(norm_sums_along)(const tern_norm_sums *work) {
    if (work->dy) TERN_NAME(norm_sums_along_body)(work, true);
    else TERN_NAME(norm_sums_along_body)(work, false);
}
