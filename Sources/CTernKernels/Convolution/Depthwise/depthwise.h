// Depthwise convolutions: every channel has its own filter, so vectors of channels go through the loops together.
#ifndef TERN_CONVOLUTION_DEPTHWISE_H
#define TERN_CONVOLUTION_DEPTHWISE_H

#include "../../include/tern_isa.h"
#include "../../include/tern_nn.h"

/// One input and one output channel for each group.
bool tern_depthwise_applies(const tern_conv2d_size *_Nonnull size);

/// The passes. False, with nothing written, when the shape does not apply or there is no memory.
bool tern_depthwise_forward(const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull y,
                            const int64_t *_Nonnull y_strides, const float *_Nonnull x, const int64_t *_Nonnull x_strides,
                            const float *_Nonnull weight, const int64_t *_Nonnull weight_strides, const tern_conv2d_epilogue *_Nonnull epilogue);
bool tern_depthwise_backward_input(const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull dx,
                                   const int64_t *_Nonnull dx_strides, const float *_Nonnull dy,
                                   const int64_t *_Nonnull dy_strides, const float *_Nonnull weight,
                                   const int64_t *_Nonnull weight_strides,
                                const tern_conv2d_epilogue *_Nonnull epilogue);
bool tern_depthwise_backward_weight(const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull dweight,
                                    const int64_t *_Nonnull dweight_strides, const float *_Nonnull dy,
                                    const int64_t *_Nonnull dy_strides, const float *_Nonnull x,
                                    const int64_t *_Nonnull x_strides);

#endif
