// Which algorithm computes a convolution: one table for all shapes and passes.
#ifndef TERN_CONVOLUTION_CHOOSE_H
#define TERN_CONVOLUTION_CHOOSE_H

#include "../include/tern_isa.h"
#include "../include/tern_nn.h"

typedef enum { TERN_CONV2D_FORWARD, TERN_CONV2D_BACKWARD_INPUT, TERN_CONV2D_BACKWARD_WEIGHT } tern_conv2d_pass;

typedef enum {
    TERN_CONV2D_REFERENCE,    // clear loops in double: every type
    TERN_CONV2D_DIRECT,       // implicit matrix product
    TERN_CONV2D_FIRST_LAYER,  // direct, for few input channels
    TERN_CONV2D_PLANAR,       // vectors of columns: forward for few channels on both sides, in the order of the reference, and
                              // the gradient of few input channels
    TERN_CONV2D_DEPTHWISE,    // one input and one output channel for each group
    TERN_CONV2D_WINOGRAD_2,   // F(2x2, 3x3): 2.25 times fewer products, as exact as direct
    TERN_CONV2D_WINOGRAD_4,   // F(4x4, 3x3): 4 times fewer products, about twice the rounding error
} tern_conv2d_algorithm;

/// The algorithm for one pass. With TERN_LOG=kernels the choice is printed to standard error.
tern_conv2d_algorithm tern_conv2d_choose(const tern_conv2d_size *_Nonnull size, tern_conv2d_pass pass, tern_isa isa);

const char *_Nonnull tern_conv2d_algorithm_name(tern_conv2d_algorithm algorithm);

#endif
