// Lists of kernel taps for the passes that gather.
#ifndef TERN_CONVOLUTION_TAPS_H
#define TERN_CONVOLUTION_TAPS_H

#include "../../include/tern_nn.h"

/// One kernel tap: output pixel (i, j) meets input pixel (i * stride_h + row, j * stride_w + column).
typedef struct {
    int64_t row, column;
    int64_t index;  // of its weights among all taps, row by row
} tern_tap;

/// All taps of the forward pass: kh * kw of them.
void tern_list_forward_taps(tern_tap *_Nonnull taps, const tern_conv2d_size *_Nonnull size);

/// The taps through which dy reaches the input pixels (phase_h + i * stride_h, phase_w + j * stride_w). In terms of dy's
/// pixels (i + row, j + column) that is a convolution of stride 1. Returns how many they are.
int64_t tern_list_phase_taps(tern_tap *_Nonnull taps, const tern_conv2d_size *_Nonnull size, int64_t phase_h, int64_t phase_w);

#endif
