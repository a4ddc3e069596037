// The inner loops of batch normalisation in float, for each instruction set.
//
// A channel's elements lie along a row (planar images), or a row holds one element of each channel (channels last). Sums
// are in double: reading takes longer than widening, and nothing needs to be said about their error.
#ifndef TERN_NORMALIZATION_FAST_KERNEL_H
#define TERN_NORMALIZATION_FAST_KERNEL_H

#include "../../include/tern_isa.h"

/// The sums of u and of u * (x - center), where u is dy, or x - center itself for the statistics (dy NULL).
typedef struct {
    int64_t rows, channels;      // channels last: rows of channels; planar: one row of `rows` elements
    const float *_Nonnull x;
    int64_t x_row;
    const float *_Nullable dy;
    int64_t dy_row;
    const double *_Nonnull center;   // for each channel
    double *_Nonnull sum, *_Nonnull product;   // for each channel; written, not added to
} tern_norm_sums;

/// out = x_factor * (x - center) + constant, plus dy_factor * dy where there is dy.
typedef struct {
    int64_t rows, channels;
    const float *_Nonnull x;
    int64_t x_row;
    const float *_Nullable dy;
    int64_t dy_row;
    float *_Nonnull out;
    int64_t out_row;
    const float *_Nonnull center, *_Nonnull x_factor, *_Nonnull dy_factor, *_Nonnull constant;  // for each channel
    bool stream;                 // past the caches; every row of `out` is then aligned to the vector
} tern_norm_map;

typedef struct {
    int64_t vector_bytes;
    void (*_Nonnull sums_across)(const tern_norm_sums *_Nonnull work);   // channels last
    void (*_Nonnull sums_along)(const tern_norm_sums *_Nonnull work);    // one channel, planar
    void (*_Nonnull map_across)(const tern_norm_map *_Nonnull work);
    void (*_Nonnull map_along)(const tern_norm_map *_Nonnull work);
} tern_norm_kernels;

/// NULL for TERN_ISA_REFERENCE.
const tern_norm_kernels *_Nullable tern_norm_kernels_of(tern_isa isa);

#endif
