// Max pooling as clear loops, for any strides and type. Contracts: tern_nn.h.
#ifndef TERN_POOLING_REFERENCE_H
#define TERN_POOLING_REFERENCE_H

#include "winners.h"

void tern_max_pool2d_forward_reference(const tern_pool2d_size *_Nonnull size, void *_Nonnull y, const int64_t *_Nonnull y_strides,
                                       const tern_pool_winners *_Nonnull winners, const void *_Nonnull x,
                                       const int64_t *_Nonnull x_strides);
void tern_max_pool2d_backward_reference(const tern_pool2d_size *_Nonnull size, void *_Nonnull dx,
                                        const int64_t *_Nonnull dx_strides, const void *_Nonnull dy,
                                        const int64_t *_Nonnull dy_strides, const tern_pool_winners *_Nonnull winners);

#endif
