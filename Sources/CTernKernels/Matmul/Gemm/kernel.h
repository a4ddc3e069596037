// The inner kernels of the fast matrix product, for float and double and each instruction set.
#ifndef TERN_MATMUL_GEMM_KERNEL_H
#define TERN_MATMUL_GEMM_KERNEL_H

#include "../../include/tern_isa.h"
#include "../../include/tern_types.h"

enum {
    TERN_GEMM_MOST_ROWS = 14,
    TERN_GEMM_MOST_TILE = 14 * 32,  // elements of the largest tile
    TERN_GEMM_PACK_SLACK = 16,      // elements that packing may write after a panel
};

/// c[i][j] = (accumulate ? c[i][j] : 0) + the sum over k of a[i][k] * b[k][j], for a tile that stays in registers.
/// Strides are in elements; the columns of b and c lie side by side. The sum over k starts at zero and comes first.
typedef struct {
    int64_t depth;
    const void *_Nonnull a;
    int64_t a_row, a_step;
    const void *_Nonnull b;
    int64_t b_step;
    void *_Nonnull c;
    int64_t c_row;
    bool accumulate;
    /// Memory that later tiles read, fetched into the second-level cache by and by: one address for each step of the sum.
    const char *_Nonnull next;
    int64_t next_step;
} tern_gemm_tile;
typedef void (*tern_gemm_tile_function)(const tern_gemm_tile *_Nonnull tile);

/// A strip of a matrix, laid out as the kernels read it: packed[k * step + w] = x[w * across + k * along] for w < width,
/// zeros for w up to `padded`. `along` is the direction of the sum. May write TERN_GEMM_PACK_SLACK elements more.
typedef struct {
    void *_Nonnull packed;
    int64_t step;
    const void *_Nonnull x;
    int64_t width, padded, across;
    int64_t depth, along;
} tern_gemm_strip;

typedef struct {
    int64_t item_size;
    int64_t lanes;   // elements in a vector
    int64_t rows;    // of a full tile
    int64_t vectors; // across a full tile
    /// By the number of rows: tiles one vector wide, and full ones.
    tern_gemm_tile_function _Nullable narrow[TERN_GEMM_MOST_ROWS + 1], full[TERN_GEMM_MOST_ROWS + 1];
    void (*_Nonnull pack)(const tern_gemm_strip *_Nonnull strip);
    /// c[i * c_row + j * c_column] (+)= tile[i * tile_row + j]
    void (*_Nonnull scatter)(const void *_Nonnull tile, int64_t tile_row, int64_t rows, int64_t columns, void *_Nonnull c,
                             int64_t c_row, int64_t c_column, bool accumulate);
    /// y[i * y_stride] = the sum over k of w[i * w_row + k] * x[k], for i < rows.
    void (*_Nonnull dot)(int64_t rows, int64_t depth, const void *_Nonnull w, int64_t w_row, const void *_Nonnull x,
                         void *_Nonnull y, int64_t y_stride);
} tern_gemm_kernels;

/// NULL where there are none: types other than float and double, and TERN_ISA_REFERENCE.
const tern_gemm_kernels *_Nullable tern_gemm_kernels_of(tern_isa isa, tern_dtype dtype);

#endif
