// 3 x 3 convolutions of stride 1 by Winograd's minimal filtering, with output tiles of `tile` x `tile`, 2 or 4.
#ifndef TERN_CONVOLUTION_WINOGRAD_H
#define TERN_CONVOLUTION_WINOGRAD_H

#include "../../include/tern_isa.h"
#include "../../include/tern_nn.h"

/// Whether the shape is one that these functions compute.
bool tern_winograd_applies(const tern_conv2d_size *_Nonnull size);

/// The passes. False, with nothing written, when the shape does not apply or there is no memory.
bool tern_winograd_forward(int32_t tile, const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull y,
                           const int64_t *_Nonnull y_strides, const float *_Nonnull x, const int64_t *_Nonnull x_strides,
                           const float *_Nonnull weight, const int64_t *_Nonnull weight_strides, tern_weight_forms *_Nullable forms, const tern_conv2d_epilogue *_Nonnull epilogue);
bool tern_winograd_backward_input(int32_t tile, const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull dx,
                                  const int64_t *_Nonnull dx_strides, const float *_Nonnull dy,
                                  const int64_t *_Nonnull dy_strides, const float *_Nonnull weight,
                                  const int64_t *_Nonnull weight_strides, tern_weight_forms *_Nullable forms,
                                const tern_conv2d_epilogue *_Nonnull epilogue);
bool tern_winograd_backward_weight(int32_t tile, const tern_conv2d_size *_Nonnull size, tern_isa isa,
                                   float *_Nonnull dweight, const int64_t *_Nonnull dweight_strides,
                                   const float *_Nonnull dy, const int64_t *_Nonnull dy_strides, const float *_Nonnull x,
                                   const int64_t *_Nonnull x_strides);

#endif
