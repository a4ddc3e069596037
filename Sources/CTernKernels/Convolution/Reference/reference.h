// The clear loops, for every type and shape: what the fast kernels are tested against.
#ifndef TERN_CONVOLUTION_REFERENCE_H
#define TERN_CONVOLUTION_REFERENCE_H

#include "../../include/tern_nn.h"

/// Same contract as the functions of `tern_nn.h`.
void tern_conv2d_reference_forward(const tern_conv2d_size *_Nonnull size, void *_Nonnull y, const int64_t *_Nonnull y_strides,
                                   const void *_Nonnull x, const int64_t *_Nonnull x_strides, const void *_Nonnull weight,
                                   const int64_t *_Nonnull weight_strides, const tern_conv2d_epilogue *_Nonnull epilogue);
void tern_conv2d_reference_backward_input(const tern_conv2d_size *_Nonnull size, void *_Nonnull dx,
                                          const int64_t *_Nonnull dx_strides, const void *_Nonnull dy,
                                          const int64_t *_Nonnull dy_strides, const void *_Nonnull weight,
                                          const int64_t *_Nonnull weight_strides,
                                const tern_conv2d_epilogue *_Nonnull epilogue);
void tern_conv2d_reference_backward_weight(const tern_conv2d_size *_Nonnull size, void *_Nonnull dweight,
                                           const int64_t *_Nonnull dweight_strides, const void *_Nonnull dy,
                                           const int64_t *_Nonnull dy_strides, const void *_Nonnull x,
                                           const int64_t *_Nonnull x_strides);

#endif
