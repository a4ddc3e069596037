// The fast max pooling: float, with channels last or with planar rows. Contracts: tern_nn.h. Both functions return false,
// without having written anything, when they do not handle their operands or get no memory.
#ifndef TERN_POOLING_FAST_MAX_POOL2D_H
#define TERN_POOLING_FAST_MAX_POOL2D_H

#include "../../include/tern_isa.h"
#include "../winners.h"

bool tern_fast_max_pool2d_forward(tern_isa isa, const tern_pool2d_size *_Nonnull size, float *_Nonnull y,
                                  const int64_t *_Nonnull y_strides, const tern_pool_winners *_Nonnull winners,
                                  const float *_Nonnull x, const int64_t *_Nonnull x_strides);
bool tern_fast_max_pool2d_backward(tern_isa isa, const tern_pool2d_size *_Nonnull size, float *_Nonnull dx,
                                   const int64_t *_Nonnull dx_strides, const float *_Nonnull dy,
                                   const int64_t *_Nonnull dy_strides, const tern_pool_winners *_Nonnull winners);

#endif
