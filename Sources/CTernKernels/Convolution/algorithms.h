// The three passes under a given algorithm and instruction set: what the public functions call after choosing, and what
// the self-test calls for each choice in turn.
#ifndef TERN_CONVOLUTION_ALGORITHMS_H
#define TERN_CONVOLUTION_ALGORITHMS_H

#include "choose.h"

/// False, with nothing computed, when the algorithm does not cover the pass or there is no memory for it.
bool tern_conv2d_forward_with(tern_conv2d_algorithm algorithm, tern_isa isa, const tern_conv2d_size *_Nonnull size,
                              void *_Nonnull y, const int64_t *_Nonnull y_strides, const void *_Nonnull x,
                              const int64_t *_Nonnull x_strides, const void *_Nonnull weight,
                              const int64_t *_Nonnull weight_strides, tern_weight_forms *_Nullable forms, const tern_conv2d_epilogue *_Nonnull epilogue);
bool tern_conv2d_backward_input_with(tern_conv2d_algorithm algorithm, tern_isa isa, const tern_conv2d_size *_Nonnull size,
                                     void *_Nonnull dx, const int64_t *_Nonnull dx_strides, const void *_Nonnull dy,
                                     const int64_t *_Nonnull dy_strides, const void *_Nonnull weight,
                                     const int64_t *_Nonnull weight_strides, tern_weight_forms *_Nullable forms,
                                const tern_conv2d_epilogue *_Nonnull epilogue);
bool tern_conv2d_backward_weight_with(tern_conv2d_algorithm algorithm, tern_isa isa, const tern_conv2d_size *_Nonnull size,
                                      void *_Nonnull dweight, const int64_t *_Nonnull dweight_strides,
                                      const void *_Nonnull dy, const int64_t *_Nonnull dy_strides, const void *_Nonnull x,
                                      const int64_t *_Nonnull x_strides);

#endif
