// The two loops whose speed is a machine's limit, as each instruction set has them.
#ifndef TERN_MEASURE_KERNEL_H
#define TERN_MEASURE_KERNEL_H

#include "../include/tern_isa.h"

typedef struct {
    /// `rounds` rounds of independent multiply-adds; gives their number. `sums` takes the results, so that they are needed.
    int64_t (*multiply_add)(int64_t rounds, float *sums);
    /// Copies `count` floats, a multiple of 64, between arrays aligned to 64 bytes; past the caches with `stream`.
    void (*copy)(float *out, const float *x, int64_t count, bool stream);
} tern_measure_kernels;

const tern_measure_kernels *tern_measure_kernels_of(tern_isa isa);

#endif
