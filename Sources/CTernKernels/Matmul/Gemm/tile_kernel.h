// Template: the tile kernels for one element type (GEMM_T) and instruction set. GEMM_NAME(x) tells the copies apart.
//
// `tile_sums` is always inlined into functions with constant `rows` and `vectors`, so that its loops over them vanish and
// the sums live in registers.

#define GEMM_LANES (TERN_VW * 4 / (int)sizeof(GEMM_T))
typedef GEMM_T GEMM_NAME(gemm_vector) __attribute__((ext_vector_type(GEMM_LANES)));
typedef GEMM_T GEMM_NAME(gemm_unaligned) __attribute__((ext_vector_type(GEMM_LANES), aligned(sizeof(GEMM_T)), may_alias));
#define GEMM_V GEMM_NAME(gemm_vector)
#define GEMM_LOAD(p) ((GEMM_V)(*(const GEMM_NAME(gemm_unaligned) *)(p)))
#define GEMM_STORE(p, v) (*(GEMM_NAME(gemm_unaligned) *)(p) = (v))

TERN_INLINE void GEMM_NAME(tile_sums)(const int rows, const int vectors, const tern_gemm_tile *tile) {
    enum { AHEAD = 8 };  // steps of b to fetch before they are needed
    GEMM_V sums[TERN_BLOCK_ROWS][TERN_BLOCK_VECTORS];
    TERN_UNROLL for (int i = 0; i < rows; i++) TERN_UNROLL for (int j = 0; j < vectors; j++) sums[i][j] = (GEMM_V)(GEMM_T)0;
    // One pointer for three rows: x86 addresses a row, the next and the one after it from the same register.
    const GEMM_T *a[(TERN_BLOCK_ROWS + 2) / 3];
    const int64_t a_row = tile->a_row, a_step = tile->a_step, b_step = tile->b_step;
    TERN_UNROLL for (int g = 0; g < (rows + 2) / 3; g++) a[g] = (const GEMM_T *)tile->a + 3 * g * a_row;
    const GEMM_T *b = tile->b;
    // The result's rows are fetched one a step, well before they are needed; all at once they would hold up the first steps.
    const GEMM_T *c_ahead = tile->c, *c_last = c_ahead + (rows - 1) * tile->c_row;
    const char *next = tile->next;
    const int64_t next_step = tile->next_step;
    TERN_NO_UNROLL for (int64_t k = tile->depth; k > 0; k--) {
        __builtin_prefetch(next, 0, 2);
        next += next_step;
        GEMM_V column[TERN_BLOCK_VECTORS];
        TERN_UNROLL for (int j = 0; j < vectors; j++) {
            column[j] = GEMM_LOAD(b + j * GEMM_LANES);
            __builtin_prefetch(b + AHEAD * b_step + j * GEMM_LANES);
        }
        TERN_UNROLL for (int j = 0; j < vectors; j++) __builtin_prefetch(c_ahead + j * GEMM_LANES, 1);
        c_ahead = c_ahead == c_last ? c_last : c_ahead + tile->c_row;
        TERN_UNROLL for (int i = 0; i < rows; i++) {
            const GEMM_V x = (GEMM_V)(a[i / 3][i % 3 * a_row]);
            TERN_UNROLL for (int j = 0; j < vectors; j++) sums[i][j] += x * column[j];
            TERN_IN_ORDER();
        }
        TERN_UNROLL for (int g = 0; g < (rows + 2) / 3; g++) a[g] += a_step;
        b += b_step;
    }
    GEMM_T *c = tile->c;
    TERN_UNROLL for (int i = 0; i < rows; i++, c += tile->c_row) {
        if (tile->accumulate) TERN_UNROLL for (int j = 0; j < vectors; j++) sums[i][j] += GEMM_LOAD(c + j * GEMM_LANES);
        TERN_UNROLL for (int j = 0; j < vectors; j++) GEMM_STORE(c + j * GEMM_LANES, sums[i][j]);
    }
}

// One function for every number of rows up to the block's, and a table of them.
#define GEMM_FOR_EACH_4(X, ...) X(1, __VA_ARGS__) X(2, __VA_ARGS__) X(3, __VA_ARGS__) X(4, __VA_ARGS__)
#define GEMM_FOR_EACH_6(X, ...) GEMM_FOR_EACH_4(X, __VA_ARGS__) X(5, __VA_ARGS__) X(6, __VA_ARGS__)
#define GEMM_FOR_EACH_14(X, ...) \
    GEMM_FOR_EACH_6(X, __VA_ARGS__) X(7, __VA_ARGS__) X(8, __VA_ARGS__) X(9, __VA_ARGS__) X(10, __VA_ARGS__) \
    X(11, __VA_ARGS__) X(12, __VA_ARGS__) X(13, __VA_ARGS__) X(14, __VA_ARGS__)
#if TERN_BLOCK_ROWS == 14
#define GEMM_FOR_EACH_ROW_COUNT GEMM_FOR_EACH_14
#elif TERN_BLOCK_ROWS == 6
#define GEMM_FOR_EACH_ROW_COUNT GEMM_FOR_EACH_6
#else
#define GEMM_FOR_EACH_ROW_COUNT GEMM_FOR_EACH_4
#endif

#define GEMM_TILE(rows, width, vectors) \
    static void GEMM_NAME(tile_##width##_##rows)(const tern_gemm_tile *tile) { GEMM_NAME(tile_sums)(rows, vectors, tile); }
GEMM_FOR_EACH_ROW_COUNT(GEMM_TILE, narrow, 1)
GEMM_FOR_EACH_ROW_COUNT(GEMM_TILE, full, TERN_BLOCK_VECTORS)

#include "dot_kernel.h"
#include "pack_kernel.h"

#define GEMM_ENTRY(rows, width) [rows] = GEMM_NAME(tile_##width##_##rows),
static const tern_gemm_kernels GEMM_NAME(gemm_kernels) = {
    .item_size = sizeof(GEMM_T), .lanes = GEMM_LANES, .rows = TERN_BLOCK_ROWS, .vectors = TERN_BLOCK_VECTORS,
    .narrow = {GEMM_FOR_EACH_ROW_COUNT(GEMM_ENTRY, narrow)},
    .full = {GEMM_FOR_EACH_ROW_COUNT(GEMM_ENTRY, full)},
    .pack = GEMM_NAME(pack),
    .scatter = GEMM_NAME(scatter),
    .dot = GEMM_NAME(dot),
};

#undef GEMM_ENTRY
#undef GEMM_TILE
#undef GEMM_FOR_EACH_ROW_COUNT
#undef GEMM_FOR_EACH_14
#undef GEMM_FOR_EACH_6
#undef GEMM_FOR_EACH_4
#undef GEMM_STORE
#undef GEMM_LOAD
#undef GEMM_V
#undef GEMM_LANES
