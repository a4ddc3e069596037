// The fast batch normalisation: float in channels-last and planar layout. Every function returns false, without having written
// anything, when it does not handle its operands or gets no memory. Contracts: tern_nn.h.
#ifndef TERN_NORMALIZATION_FAST_BATCH_NORM_H
#define TERN_NORMALIZATION_FAST_BATCH_NORM_H

#include "kernel.h"
#include "layout.h"

bool tern_fast_norm_statistics(tern_isa isa, tern_norm_size size, const void *_Nonnull x, const int64_t *_Nonnull x_strides,
                               double *_Nonnull mean, double *_Nonnull variance);
bool tern_fast_norm_sums(tern_isa isa, tern_norm_size size, const void *_Nonnull dy, const int64_t *_Nonnull dy_strides,
                         const void *_Nonnull x, const int64_t *_Nonnull x_strides, const double *_Nonnull mean,
                         double *_Nonnull sum_dy, double *_Nonnull sum_dy_xmu);

/// out = x_factor * (x - mean) + constant, plus dy_factor * dy where there is dy.
typedef struct {
    tern_norm_size size;
    void *_Nonnull out;
    const int64_t *_Nonnull out_strides;
    const void *_Nonnull x;
    const int64_t *_Nonnull x_strides;
    const void *_Nullable dy;
    const int64_t *_Nullable dy_strides;
    const double *_Nonnull mean, *_Nonnull x_factor, *_Nullable dy_factor, *_Nonnull constant;
} tern_fast_norm_map_job;
bool tern_fast_norm_map(tern_isa isa, const tern_fast_norm_map_job *_Nonnull job);

#endif
