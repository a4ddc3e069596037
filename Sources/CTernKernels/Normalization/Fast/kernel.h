// The inner loops of batch normalisation in float, for each instruction set.
//
// A channel's elements lie along a row (planar images), or a row holds one element of each channel (channels last). Sums
// are in double: reading takes longer than widening, and nothing needs to be said about their error.
#ifndef TERN_NORMALIZATION_FAST_KERNEL_H
#define TERN_NORMALIZATION_FAST_KERNEL_H

#include "../../include/tern_isa.h"

/// (x - center) * factor + constant, for each channel.
typedef struct {
    const float *_Nullable center, *_Nullable factor, *_Nullable constant;
} tern_norm_line;

/// The sums of u and of u * (x - center), where u is dy, or x - center itself for the statistics (dy NULL).
typedef struct {
    int64_t rows, channels;      // channels last: rows of channels; planar: one row of `rows` elements
    const float *_Nonnull x;
    int64_t x_row;
    const float *_Nullable dy;
    int64_t dy_row;
    const double *_Nonnull center;   // for each channel
    tern_norm_line gate;             // where there is one, dy counts only where 0 < gate < cap
    float cap;
    double *_Nonnull sum, *_Nonnull product;   // for each channel; written, not added to
} tern_norm_sums;

/// What a map does besides its line.
typedef enum {
    TERN_NORM_PLAIN,
    TERN_NORM_CLAMPED,       // min(max(line, 0), cap)
    TERN_NORM_ADDED,         // + addend * addend_factor
    TERN_NORM_ADDED_CLAMPED, // the same, then clamped
    TERN_NORM_GATED,         // + addend * addend_factor where 0 < gate < cap
} tern_norm_kind;

typedef struct {
    int64_t rows, channels;
    tern_norm_kind kind;
    const float *_Nonnull x;
    int64_t x_row;
    const float *_Nullable addend;
    int64_t addend_row;
    float *_Nonnull out;
    int64_t out_row;
    tern_norm_line line, gate;
    const float *_Nonnull addend_factor;  // for each channel
    float cap;
    bool stream;                          // past the caches; every row of `out` is then aligned to the vector
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
