// Transposes between arrays whose rows are contiguous and arrays whose columns are: what changes of layout are made of.
#ifndef TERN_CONVOLUTION_TRANSPOSE_H
#define TERN_CONVOLUTION_TRANSPOSE_H

#include "../../include/tern_isa.h"

/// `row` holds rows of contiguous columns: element (r, j) is row[r * row_stride + j].
/// `column` holds columns of contiguous rows: element (r, j) is
/// column[j / inner * outer_step + j % inner * inner_step + r], so that one call can also permute two dimensions of j.
typedef struct {
    int64_t rows, columns;
    int64_t row_stride;
    int64_t inner, inner_step, outer_step;
} tern_transpose_shape;

typedef struct {
    /// column = row. Nothing at or after `row_end` is read.
    void (*_Nonnull to_columns)(const tern_transpose_shape *_Nonnull shape, float *_Nonnull column, const float *_Nonnull row,
                                const float *_Nonnull row_end);
    /// row = column. Columns are read in whole vectors: `column` has room for that.
    void (*_Nonnull to_rows)(const tern_transpose_shape *_Nonnull shape, float *_Nonnull row, const float *_Nonnull column);
} tern_transpose_kernels;

const tern_transpose_kernels *_Nonnull tern_transpose_kernels_of(tern_isa isa);

#endif
