// Template: a matrix, whose rows lie along the sum, times a vector. Part of tile_kernel.h.
//
// Bound by reading the matrix, so several rows go on at once: more streams for the memory to fetch, and independent sums.

TERN_INLINE GEMM_T GEMM_NAME(lane_sum)(GEMM_V sums) {
    GEMM_T lanes[GEMM_LANES];
    GEMM_STORE(lanes, sums);
    TERN_UNROLL for (int half = GEMM_LANES / 2; half > 0; half /= 2)
        TERN_UNROLL for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
    return lanes[0];
}

TERN_INLINE void GEMM_NAME(dot_rows)(const int rows, int64_t depth, const GEMM_T *w, int64_t w_row, const GEMM_T *x, GEMM_T *y,
                                     int64_t y_stride) {
    enum { MOST = 4, CHAINS = 2 };
    GEMM_V sums[MOST][CHAINS];
    TERN_UNROLL for (int i = 0; i < rows; i++) TERN_UNROLL for (int j = 0; j < CHAINS; j++) sums[i][j] = (GEMM_V)(GEMM_T)0;
    int64_t k = 0;
    for (; k + CHAINS * GEMM_LANES <= depth; k += CHAINS * GEMM_LANES)
        TERN_UNROLL for (int j = 0; j < CHAINS; j++) {
            const GEMM_V value = GEMM_LOAD(x + k + j * GEMM_LANES);
            TERN_UNROLL for (int i = 0; i < rows; i++) sums[i][j] += GEMM_LOAD(w + i * w_row + k + j * GEMM_LANES) * value;
        }
    TERN_UNROLL for (int i = 0; i < rows; i++) {
        GEMM_T sum = GEMM_NAME(lane_sum)(sums[i][0] + sums[i][1]);
        for (int64_t rest = k; rest < depth; rest++) sum += w[i * w_row + rest] * x[rest];
        y[i * y_stride] = sum;
    }
}

static void GEMM_NAME(dot)(int64_t rows, int64_t depth, const void *w, int64_t w_row, const void *x, void *y, int64_t y_stride) {
    const GEMM_T *row = w;
    GEMM_T *out = y;
    int64_t i = 0;
    for (; i + 4 <= rows; i += 4) GEMM_NAME(dot_rows)(4, depth, row + i * w_row, w_row, x, out + i * y_stride, y_stride);
    for (; i < rows; i++) GEMM_NAME(dot_rows)(1, depth, row + i * w_row, w_row, x, out + i * y_stride, y_stride);
}
