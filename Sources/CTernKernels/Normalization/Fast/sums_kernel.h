// Template: the sums of batch normalisation, see kernel.h. Part of norm_kernel.h.

// One vector's part of the sums.
typedef struct {
    NORM_D sum, product;
} TERN_NAME(norm_total);

// What is summed: the statistics of x, its products with dy, or with what the gate lets through of it.
enum { TERN_NAME(NORM_STATISTICS), TERN_NAME(NORM_PRODUCTS), TERN_NAME(NORM_GATED_PRODUCTS) };

TERN_INLINE void TERN_NAME(norm_add)(TERN_NAME(norm_total) *total, const int kind, const float *from, const float *dy,
                                     const NORM_D *center, const TERN_NAME(norm_line) *gate, const float cap) {
    const TERN_V x = TERN_LOAD(from);
    const NORM_D distance = NORM_WIDEN(x) - *center;
    NORM_D u = distance;
    if (kind != TERN_NAME(NORM_STATISTICS)) {
        TERN_V given = TERN_LOAD(dy);
        if (kind == TERN_NAME(NORM_GATED_PRODUCTS)) TERN_NAME(norm_gate_vector)(&given, &x, gate, cap);
        u = NORM_WIDEN(given);
    }
    total->sum += u;
    total->product += u * distance;
}

TERN_INLINE void TERN_NAME(norm_add_element)(const tern_norm_sums *work, const int kind, double *sum, double *product, float x,
                                             const float *dy, int64_t c) {
    const double distance = (double)x - work->center[c];
    double u = distance;
    if (kind == TERN_NAME(NORM_PRODUCTS)) u = (double)*dy;
    if (kind == TERN_NAME(NORM_GATED_PRODUCTS)) u = (double)TERN_NAME(norm_gate_element)(*dy, x, &work->gate, work->cap, c);
    *sum += u;
    *product += u * distance;
}

// A few rows at a time: the sums of a vector of channels stay in registers that long, and the rows are read in order.
TERN_INLINE void TERN_NAME(norm_sums_across_body)(const tern_norm_sums *work, const int kind) {
    const bool has_dy = kind != TERN_NAME(NORM_STATISTICS);
    enum { ROWS = 16 };
    const int64_t channels = work->channels, whole = channels / TERN_VW * TERN_VW;
    for (int64_t c = 0; c < channels; c++) work->sum[c] = work->product[c] = 0;
    for (int64_t first = 0; first < work->rows; first += ROWS) {
        const int64_t rows = work->rows - first < ROWS ? work->rows - first : ROWS;
        const float *x = work->x + first * work->x_row, *dy = has_dy ? work->dy + first * work->dy_row : x;
        for (int64_t c = 0; c < whole; c += TERN_VW) {
            const NORM_D center = NORM_LOAD(work->center + c);
            TERN_NAME(norm_line) gate;
            if (kind == TERN_NAME(NORM_GATED_PRODUCTS)) TERN_NAME(norm_load_line)(&gate, &work->gate, c);
            TERN_NAME(norm_total) total = {NORM_LOAD(work->sum + c), NORM_LOAD(work->product + c)};
            for (int64_t row = 0; row < rows; row++) {
                __builtin_prefetch(x + (row + ROWS) * work->x_row + c);
                if (has_dy) __builtin_prefetch(dy + (row + ROWS) * work->dy_row + c);
                TERN_NAME(norm_add)(&total, kind, x + row * work->x_row + c, dy + row * work->dy_row + c, &center, &gate,
                                    work->cap);
            }
            NORM_STORE(work->sum + c, total.sum);
            NORM_STORE(work->product + c, total.product);
        }
        for (int64_t c = whole; c < channels; c++)
            for (int64_t row = 0; row < rows; row++)
                TERN_NAME(norm_add_element)(work, kind, &work->sum[c], &work->product[c], x[row * work->x_row + c],
                                            dy + row * work->dy_row + c, c);
    }
}

static void TERN_NAME(norm_sums_across)(const tern_norm_sums *work) {
    if (!work->dy) TERN_NAME(norm_sums_across_body)(work, TERN_NAME(NORM_STATISTICS));
    else if (!work->gate.center) TERN_NAME(norm_sums_across_body)(work, TERN_NAME(NORM_PRODUCTS));
    else TERN_NAME(norm_sums_across_body)(work, TERN_NAME(NORM_GATED_PRODUCTS));
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
TERN_INLINE void TERN_NAME(norm_sums_along_body)(const tern_norm_sums *work, const int kind) {
    const float *x = work->x, *dy = kind != TERN_NAME(NORM_STATISTICS) ? work->dy : x;
    TERN_NAME(norm_line) gate;
    if (kind == TERN_NAME(NORM_GATED_PRODUCTS)) TERN_NAME(norm_splat_line)(&gate, &work->gate);
    const NORM_D center = (NORM_D)*work->center;
    TERN_NAME(norm_total) a = {(NORM_D)0.0, (NORM_D)0.0}, b = a;
    int64_t i = 0;
    for (; i + 2 * TERN_VW <= work->rows; i += 2 * TERN_VW) {
        TERN_NAME(norm_add)(&a, kind, x + i, dy + i, &center, &gate, work->cap);
        TERN_NAME(norm_add)(&b, kind, x + i + TERN_VW, dy + i + TERN_VW, &center, &gate, work->cap);
    }
    for (; i + TERN_VW <= work->rows; i += TERN_VW) TERN_NAME(norm_add)(&a, kind, x + i, dy + i, &center, &gate, work->cap);
    double sum = 0, product = 0;
    for (; i < work->rows; i++) TERN_NAME(norm_add_element)(work, kind, &sum, &product, x[i], dy + i, 0);
    *work->sum = sum + TERN_NAME(norm_lane_sum)(&a.sum, &b.sum);
    *work->product = product + TERN_NAME(norm_lane_sum)(&a.product, &b.product);
}

static void TERN_NAME(norm_sums_along)(const tern_norm_sums *work) {
    if (!work->dy) TERN_NAME(norm_sums_along_body)(work, TERN_NAME(NORM_STATISTICS));
    else if (!work->gate.center) TERN_NAME(norm_sums_along_body)(work, TERN_NAME(NORM_PRODUCTS));
    else TERN_NAME(norm_sums_along_body)(work, TERN_NAME(NORM_GATED_PRODUCTS));
}
