// The fast batch normalisation: float in channels-last and planar layout. Every function returns false, without having written
// anything, when it does not handle its operands or gets no memory. Contracts: tern_batch_norm.h.
#ifndef TERN_NORMALIZATION_FAST_BATCH_NORM_H
#define TERN_NORMALIZATION_FAST_BATCH_NORM_H

#include "kernel.h"
#include "layout.h"

bool tern_fast_norm_statistics(tern_isa isa, tern_norm_size size, const void *_Nonnull x, const int64_t *_Nonnull x_strides,
                               double *_Nonnull mean, double *_Nonnull variance);
bool tern_fast_norm_sums(tern_isa isa, tern_norm_size size, const void *_Nonnull dy, const int64_t *_Nonnull dy_strides,
                         const void *_Nonnull x, const int64_t *_Nonnull x_strides, const double *_Nonnull mean,
                         const tern_norm_gate *_Nullable gate, double *_Nonnull sum_dy, double *_Nonnull sum_dy_xmu);

/// out = x_factor * (x - mean) + constant, plus addend_factor (or 1) * addend where there is one: the residual going forwards,
/// dy going back.
typedef struct {
    tern_norm_size size;
    void *_Nonnull out;
    const int64_t *_Nonnull out_strides;
    const void *_Nonnull x;
    const int64_t *_Nonnull x_strides;
    const void *_Nullable addend;
    const int64_t *_Nullable addend_strides;
    const double *_Nonnull mean, *_Nonnull x_factor, *_Nullable addend_factor, *_Nonnull constant;
    const tern_norm_activation *_Nullable activation;  // of the result
    const tern_norm_gate *_Nullable gate;              // for the addend
} tern_fast_norm_map_job;
bool tern_fast_norm_map(tern_isa isa, const tern_fast_norm_map_job *_Nonnull job);

/// The parameters of a map, rounded to float: `out` has room for three vectors of channels. The mean's rounding goes into the
/// constant, so that a large mean costs no precision. Going back, a gate must be rounded just as the map going forwards was.
tern_norm_line tern_norm_round(int64_t channels, tern_norm_affine affine, float *_Nonnull out);

#endif
