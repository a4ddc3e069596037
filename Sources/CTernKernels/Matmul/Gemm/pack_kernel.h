// Template: moving strips of matrices into the layout that the tile kernels read, and finished tiles into matrices whose
// columns do not lie side by side. Part of tile_kernel.h.

// The lanes of the first or second halves of two vectors, alternating.
#if GEMM_BITS == 32
#define GEMM_ZIP_LOW TERN_ZIP_LOW
#define GEMM_ZIP_HIGH TERN_ZIP_HIGH
#elif TERN_VW == 16
#define GEMM_ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define GEMM_ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#elif TERN_VW == 8
#define GEMM_ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define GEMM_ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#else
#define GEMM_ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 2)
#define GEMM_ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 1, 3)
#endif

// log2(lanes) rounds of zipping row i with row i + lanes / 2 move every element of a square to its transposed place.
TERN_INLINE void GEMM_NAME(transpose)(GEMM_V square[GEMM_LANES]) {
    TERN_UNROLL for (int round = 1; round < GEMM_LANES; round *= 2) {
        GEMM_V zipped[GEMM_LANES];
        TERN_UNROLL for (int i = 0; i < GEMM_LANES / 2; i++) {
            zipped[2 * i] = GEMM_ZIP_LOW(square[i], square[i + GEMM_LANES / 2]);
            zipped[2 * i + 1] = GEMM_ZIP_HIGH(square[i], square[i + GEMM_LANES / 2]);
        }
        TERN_UNROLL for (int i = 0; i < GEMM_LANES; i++) square[i] = zipped[i];
    }
}

// Columns that lie side by side.
static void GEMM_NAME(pack_contiguous)(const tern_gemm_strip *strip) {
    const int64_t width = strip->width, whole = width / GEMM_LANES * GEMM_LANES;
    GEMM_T *packed = strip->packed;
    const GEMM_T *x = strip->x;
    for (int64_t k = 0; k < strip->depth; k++, packed += strip->step, x += strip->along) {
        for (int64_t w = 0; w < whole; w += GEMM_LANES) GEMM_STORE(packed + w, GEMM_LOAD(x + w));
        for (int64_t w = whole; w < width; w++) packed[w] = x[w];
        for (int64_t w = width; w < strip->padded; w++) packed[w] = 0;
    }
}

// Any strides, from step `k` on.
static void GEMM_NAME(pack_elements)(const tern_gemm_strip *strip, int64_t k) {
    for (; k < strip->depth; k++) {
        GEMM_T *packed = (GEMM_T *)strip->packed + k * strip->step;
        const GEMM_T *x = (const GEMM_T *)strip->x + k * strip->along;
        for (int64_t w = 0; w < strip->width; w++) packed[w] = x[w * strip->across];
        for (int64_t w = strip->width; w < strip->padded; w++) packed[w] = 0;
    }
}

// Columns whose elements lie one after another: squares of them are transposed in registers. A square at the strip's end
// writes whole vectors too: over the next steps, which are written later, or into the slack.
static void GEMM_NAME(pack_transposed)(const tern_gemm_strip *strip) {
    int64_t k = 0;
    for (; k + GEMM_LANES <= strip->depth; k += GEMM_LANES) {
        for (int64_t w = (strip->padded - 1) / GEMM_LANES * GEMM_LANES; w >= 0; w -= GEMM_LANES) {
            const GEMM_T *x = (const GEMM_T *)strip->x + w * strip->across + k;
            GEMM_T *packed = (GEMM_T *)strip->packed + k * strip->step + w;
            GEMM_V square[GEMM_LANES];
            if (w + GEMM_LANES <= strip->width) {
                TERN_UNROLL for (int i = 0; i < GEMM_LANES; i++) square[i] = GEMM_LOAD(x + i * strip->across);
            } else {
                TERN_UNROLL for (int i = 0; i < GEMM_LANES; i++)
                    square[i] = w + i < strip->width ? GEMM_LOAD(x + i * strip->across) : (GEMM_V)(GEMM_T)0;
            }
            GEMM_NAME(transpose)(square);
            TERN_UNROLL for (int i = 0; i < GEMM_LANES; i++) GEMM_STORE(packed + i * strip->step, square[i]);
        }
    }
    GEMM_NAME(pack_elements)(strip, k);
}

static void GEMM_NAME(pack)(const tern_gemm_strip *strip) {
    if (strip->across == 1) GEMM_NAME(pack_contiguous)(strip);
    else if (strip->along == 1) GEMM_NAME(pack_transposed)(strip);
    else GEMM_NAME(pack_elements)(strip, 0);
}

static void GEMM_NAME(scatter)(const void *tile, int64_t tile_row, int64_t rows, int64_t columns, void *c, int64_t c_row,
                               int64_t c_column, bool accumulate) {
    const GEMM_T *from = tile;
    GEMM_T *to = c;
    for (int64_t j = 0; j < columns; j++, to += c_column)
        for (int64_t i = 0; i < rows; i++)
            to[i * c_row] = (accumulate ? to[i * c_row] : 0) + from[i * tile_row + j];
}

#undef GEMM_ZIP_LOW
#undef GEMM_ZIP_HIGH
