// Cross-entropy of one row, for each instruction set.
#ifndef TERN_LOSS_CROSS_ENTROPY_H
#define TERN_LOSS_CROSS_ENTROPY_H

#include "../include/tern_isa.h"

typedef struct {
    /// log(sum(e^x)), in double.
    double (*_Nonnull log_sum)(int64_t n, const float *_Nonnull x);
    /// sum(weight * x), in double; without weight sum(x).
    double (*_Nonnull weighted_sum)(int64_t n, const float *_Nonnull x, const float *_Nullable weight);
    /// dx = share * e^(x - log_sum) - spread * weight.
    void (*_Nonnull gradient)(int64_t n, float *_Nonnull dx, const float *_Nonnull x, double log_sum, float share, float spread,
                              const float *_Nullable weight);
} tern_cross_entropy_kernels;

/// NULL for TERN_ISA_REFERENCE.
const tern_cross_entropy_kernels *_Nullable tern_cross_entropy_kernels_of(tern_isa isa);

#endif
