// The inner loops of average pooling in float, channels last, for each instruction set.
#ifndef TERN_POOLING_AVERAGE_KERNEL_H
#define TERN_POOLING_AVERAGE_KERNEL_H

#include "../../include/tern_isa.h"

/// For each channel the sum over a box of pixels, each times the product of its three factors (none: 1), then over `divisor`.
/// Rows are added up first, then planes, which rounds less than one long sum.
typedef struct {
    int64_t channels;
    const float *_Nonnull in;                 // the box's first pixel
    int64_t counts[3], strides[3];
    const float *_Nullable factors[3];        // all or none
    float divisor;
    float *_Nonnull out;
    bool stream;                              // past the caches; `out` is then aligned to the vector
} tern_avg_box;

typedef struct {
    int64_t vector_bytes;
    void (*_Nonnull sum_box)(const tern_avg_box *_Nonnull box);
} tern_avg_kernels;

/// NULL for TERN_ISA_REFERENCE.
const tern_avg_kernels *_Nullable tern_avg_kernels_of(tern_isa isa);

#endif
