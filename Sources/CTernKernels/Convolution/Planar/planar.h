// Passes whose results have few channels: vectors are runs of columns, not of channels.
#ifndef TERN_CONVOLUTION_PLANAR_H
#define TERN_CONVOLUTION_PLANAR_H

#include "../../include/tern_isa.h"
#include "../../include/tern_nn.h"

/// The forward pass for few input channels.
bool tern_planar_applies(const tern_conv2d_size *_Nonnull size);

/// Whether it takes fewer multiply-adds than vectors of output channels would.
bool tern_planar_is_shorter(const tern_conv2d_size *_Nonnull size, tern_isa isa);

/// Sums have the reference's order, and its bits with an instruction set that fuses multiply-adds. x and the weight may have any
/// strides. False, with nothing written, when the shape does not apply or there is no memory.
bool tern_planar_forward(const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull y,
                         const int64_t *_Nonnull y_strides, const float *_Nonnull x, const int64_t *_Nonnull x_strides,
                         const float *_Nonnull weight, const int64_t *_Nonnull weight_strides,
                         const tern_conv2d_epilogue *_Nonnull epilogue);

/// The gradient of few input channels. dy and the weight may have any strides.
bool tern_planar_backward_applies(const tern_conv2d_size *_Nonnull size);
/// Whether it takes less time than vectors of input channels would.
bool tern_planar_backward_is_shorter(const tern_conv2d_size *_Nonnull size, tern_isa isa);
bool tern_planar_backward_input(const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull dx,
                                const int64_t *_Nonnull dx_strides, const float *_Nonnull dy,
                                const int64_t *_Nonnull dy_strides, const float *_Nonnull weight,
                                const int64_t *_Nonnull weight_strides, const tern_conv2d_epilogue *_Nonnull epilogue);

#endif
