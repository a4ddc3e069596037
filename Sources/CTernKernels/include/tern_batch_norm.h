// Batch normalisation, alone or with the sum and the activation that follow it in networks.
//
// x is [n, c, inner] with the strides (n, c, inner). Sums are in double; the fast kernels map in float.
#ifndef TERN_BATCH_NORM_H
#define TERN_BATCH_NORM_H

#include "tern_types.h"

typedef struct {
    tern_dtype dtype;
    int64_t n, c, inner;
} tern_norm_size;

/// Batch statistics per channel over n and `inner` positions: mean and the biased variance, with sums in double.
/// For float both are rounded to it, as torch does.
void tern_batch_norm_statistics(tern_norm_size size, const void *_Nonnull x, const int64_t *_Nonnull x_strides,
                                double *_Nonnull mean, double *_Nonnull variance);

/// z = (x - mean) * scale + shift per channel.
typedef struct {
    const double *_Nonnull mean, *_Nonnull scale, *_Nonnull shift;
} tern_norm_affine;

/// y = min(max(z + residual, 0), cap); a NaN stays.
typedef struct {
    const void *_Nullable residual;   // [n, c, inner]
    const int64_t *_Nullable residual_strides;
    double cap;                       // may be infinite
} tern_norm_activation;

/// y = z, or with an activation that of z.
void tern_batch_norm_apply(tern_norm_size size, void *_Nonnull y, const int64_t *_Nonnull y_strides, const void *_Nonnull x,
                           const int64_t *_Nonnull x_strides, tern_norm_affine affine,
                           const tern_norm_activation *_Nullable activation);

/// What the gradient of an activation without residual lets through: dy where 0 < z < cap, and where z is NaN. Computing z
/// again, from the same numbers as going forwards, takes less time than reading a mask.
typedef struct {
    tern_norm_affine affine;
    double cap;
} tern_norm_gate;

/// The two sums that every batch-norm gradient needs, per channel: sum of dy, and sum of dy * (x - mean).
void tern_batch_norm_sums(tern_norm_size size, const void *_Nonnull dy, const int64_t *_Nonnull dy_strides,
                          const void *_Nonnull x, const int64_t *_Nonnull x_strides, const double *_Nonnull mean,
                          const tern_norm_gate *_Nullable gate, double *_Nonnull sum_dy, double *_Nonnull sum_dy_xmu);
/// dx = a * dy + b * (x - mean) + d per channel, likewise.
void tern_batch_norm_backward(tern_norm_size size, void *_Nonnull dx, const int64_t *_Nonnull dx_strides,
                              const void *_Nonnull dy, const int64_t *_Nonnull dy_strides,
                              const void *_Nonnull x, const int64_t *_Nonnull x_strides, const double *_Nonnull mean,
                              const double *_Nonnull a, const double *_Nonnull b, const double *_Nonnull d,
                              const tern_norm_gate *_Nullable gate);

/// What evaluation knows of a normalisation: vectors of its channels.
typedef struct {
    const float *_Nonnull mean, *_Nonnull variance;
    const float *_Nullable weight, *_Nullable bias;   // NULL: 1 and 0
    double eps;
} tern_norm_state;

/// The normalisation of x + bias_before as x * scale + shift, computed in double: scale = weight / sqrt(variance + eps),
/// shift = bias - (mean - bias_before) * scale. False where that form would lose digits (a mean many times larger than the
/// spread) or something is not a number.
bool tern_batch_norm_fold(int64_t channels, tern_norm_state state, const float *_Nullable bias_before, float *_Nonnull scale,
                          float *_Nonnull shift);

#endif
