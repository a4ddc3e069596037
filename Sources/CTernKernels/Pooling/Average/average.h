// Average pooling: the reference loops, the fast ones, and what both know of windows. Contracts: tern_pooling.h.
#ifndef TERN_POOLING_AVERAGE_H
#define TERN_POOLING_AVERAGE_H

#include "../../Support/geometry.h"
#include "../../include/tern_isa.h"
#include "../../include/tern_pooling.h"

enum { TERN_POOL_DEPTH, TERN_POOL_HEIGHT, TERN_POOL_WIDTH };

void tern_avg_pool_forward_reference(const tern_avg_pool_size *_Nonnull size, void *_Nonnull y, const int64_t *_Nonnull y_strides,
                                     const void *_Nonnull x, const int64_t *_Nonnull x_strides);
void tern_avg_pool_backward_reference(const tern_avg_pool_size *_Nonnull size, void *_Nonnull dx,
                                      const int64_t *_Nonnull dx_strides, const void *_Nonnull dy,
                                      const int64_t *_Nonnull dy_strides);

/// False, without having written anything, when they do not handle their operands.
bool tern_avg_pool_forward_fast(tern_isa isa, const tern_avg_pool_size *_Nonnull size, float *_Nonnull y,
                                const int64_t *_Nonnull y_strides, const float *_Nonnull x, const int64_t *_Nonnull x_strides);
bool tern_avg_pool_backward_fast(tern_isa isa, const tern_avg_pool_size *_Nonnull size, float *_Nonnull dx,
                                 const int64_t *_Nonnull dx_strides, const float *_Nonnull dy,
                                 const int64_t *_Nonnull dy_strides);

/// The positions of one window.
static inline tern_range tern_pool_window(const tern_pool_axis *_Nonnull axis, int64_t output) {
    return (tern_range){axis->begin[output], axis->end[output]};
}

/// The windows that cover `position`, from those that cover an earlier one (or {0, 0}).
static inline tern_range tern_pool_covering(const tern_pool_axis *_Nonnull axis, tern_range earlier, int64_t position) {
    while (earlier.begin < axis->out && axis->end[earlier.begin] <= position) earlier.begin++;
    if (earlier.end < earlier.begin) earlier.end = earlier.begin;
    while (earlier.end < axis->out && axis->begin[earlier.end] <= position) earlier.end++;
    return earlier;
}

/// What the window of output (d, h, w) divides by.
static inline int64_t tern_pool_divisor(const tern_avg_pool_size *_Nonnull size, int64_t d, int64_t h, int64_t w) {
    if (size->divisor != 0) return size->divisor;
    return size->axes[TERN_POOL_DEPTH].share[d] * size->axes[TERN_POOL_HEIGHT].share[h] * size->axes[TERN_POOL_WIDTH].share[w];
}

static inline int64_t tern_offset5(const int64_t *_Nonnull strides, int64_t n, int64_t c, int64_t d, int64_t h, int64_t w) {
    return n * strides[0] + c * strides[1] + d * strides[2] + h * strides[3] + w * strides[4];
}

/// About how many elements one window covers.
static inline int64_t tern_pool_window_work(const tern_avg_pool_size *_Nonnull size) {
    int64_t work = 1;
    for (int axis = 0; axis < 3; axis++)
        work *= size->axes[axis].out > 0 ? tern_divide_up(size->axes[axis].in, size->axes[axis].out) : 1;
    return work;
}

#endif
