// Average and max pooling of any number of dimensions up to three, the windows given by tables: so one kernel serves fixed
// windows, adaptive ones, 1-d, 2-d and 3-d.
#ifndef TERN_POOLING_H
#define TERN_POOLING_H

#include "tern_types.h"

/// One dimension: output o covers the positions begin[o] ..< end[o] of the input, at least one. Both rise with o, or stay.
/// It counts `share[o]` positions, which may be more (padding).
typedef struct {
    int64_t in, out;
    const int64_t *_Nonnull begin, *_Nonnull end, *_Nonnull share;
} tern_pool_axis;

/// Dimensions that are missing have one position and one window.
typedef struct {
    tern_dtype dtype;
    int64_t n, c;
    tern_pool_axis axes[3];   // depth, height, width
    int64_t divisor;          // what sums are divided by; 0: the product of the three shares
} tern_avg_pool_size;

/// y = the sum of each window / divisor. Floating types and int64 (whose quotient is cut to an integer). Strides
/// (n, c, d, h, w). Sums in double, or by the fast kernels in float; fast with channels last.
void tern_avg_pool_forward(const tern_avg_pool_size *_Nonnull size, void *_Nonnull y, const int64_t *_Nonnull y_strides,
                           const void *_Nonnull x, const int64_t *_Nonnull x_strides);
/// dx = for each input position the sum of dy / divisor over the windows that cover it. Floating types.
void tern_avg_pool_backward(const tern_avg_pool_size *_Nonnull size, void *_Nonnull dx, const int64_t *_Nonnull dx_strides,
                            const void *_Nonnull dy, const int64_t *_Nonnull dy_strides);

/// Windows of which only every `steps[axis]`-th position counts, from the first on; they may be empty.
typedef struct {
    tern_dtype dtype;
    int64_t n, c;
    tern_pool_axis axes[3];   // depth, height, width; without shares
    int64_t steps[3];
} tern_max_pool_size;

/// y = the largest value of each window, indices = its position (d*H + h)*W + w. First of equal values wins; a NaN beats
/// everything and the last NaN gives the index. An empty window gives the type's lowest value (-inf) and index -1. All numbers.
void tern_max_pool_forward(const tern_max_pool_size *_Nonnull size, void *_Nonnull y, const int64_t *_Nonnull y_strides,
                           int64_t *_Nonnull indices, const int64_t *_Nonnull indices_strides, const void *_Nonnull x,
                           const int64_t *_Nonnull x_strides);

#endif
