// Batch normalisation as clear loops in double, for every floating type and any strides. Contracts: tern_batch_norm.h.
#ifndef TERN_NORMALIZATION_REFERENCE_H
#define TERN_NORMALIZATION_REFERENCE_H

#include "../include/tern_batch_norm.h"

void tern_batch_norm_statistics_reference(tern_norm_size size, const void *_Nonnull x, const int64_t *_Nonnull x_strides,
                                          double *_Nonnull mean, double *_Nonnull variance);
void tern_batch_norm_apply_reference(tern_norm_size size, void *_Nonnull y, const int64_t *_Nonnull y_strides,
                                     const void *_Nonnull x, const int64_t *_Nonnull x_strides, tern_norm_affine affine,
                                     const tern_norm_activation *_Nullable activation);
void tern_batch_norm_sums_reference(tern_norm_size size, const void *_Nonnull dy, const int64_t *_Nonnull dy_strides,
                                    const void *_Nonnull x, const int64_t *_Nonnull x_strides, const double *_Nonnull mean,
                                    const tern_norm_gate *_Nullable gate, double *_Nonnull sum_dy, double *_Nonnull sum_dy_xmu);
void tern_batch_norm_backward_reference(tern_norm_size size, void *_Nonnull dx, const int64_t *_Nonnull dx_strides,
                                        const void *_Nonnull dy, const int64_t *_Nonnull dy_strides, const void *_Nonnull x,
                                        const int64_t *_Nonnull x_strides, const double *_Nonnull mean,
                                        const double *_Nonnull a, const double *_Nonnull b, const double *_Nonnull d,
                                        const tern_norm_gate *_Nullable gate);

#endif
