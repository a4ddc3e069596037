// The inner kernel of weight gradients: a block of sums, some input channels by some output channels, that stays in
// registers while the products of many pixels are added to it.
#ifndef TERN_CONVOLUTION_OUTER_H
#define TERN_CONVOLUTION_OUTER_H

#include "../Block/block.h"

enum { TERN_MOST_OUTER_ROWS = 8 };

/// sums[m][j] += the sum over all pixels p of x[p][m] * dy[p][j], with j in 0 ..< lanes. The new sum starts at zero and
/// is added at the end. Pixels come in lines: line l begins at x + lines[l], its pixels are `step` floats apart.
typedef struct {
    const float *_Nonnull x;
    const int64_t *_Nonnull lines;
    int64_t line_count, line_pixels, step;
    const float *_Nonnull dy;    // all pixels, dy_step floats apart
    int64_t dy_step;
    float *_Nonnull sums;        // [m][lanes]
    bool starts;                 // the sums are new: what they hold is not read
    /// Memory that is read next, fetched into the caches by and by: one address for each pixel.
    const char *_Nonnull prefetch;
    int64_t prefetch_step;
} tern_outer_job;

typedef void (*tern_outer_function)(const tern_outer_job *_Nonnull job);

/// Copies `pixels` pixels that are `source_step` floats apart into `blocks` arrays [pixels][width], one for each run of
/// `width` channels; the arrays are `block_step` floats apart.
typedef void (*tern_split_function)(float *_Nonnull target, int64_t block_step, const float *_Nonnull source,
                                    int64_t source_step, int64_t pixels, int64_t blocks);

typedef struct {
    int32_t rows;   // input channels in a full block
    /// run[w][m]: m rows of 2^w vectors.
    tern_outer_function _Nullable run[3][TERN_MOST_OUTER_ROWS + 1];
    tern_split_function _Nonnull split_rows;    // width: rows
    tern_split_function _Nonnull split_lanes;   // width: a full block's output channels
} tern_outer_kernels;

const tern_outer_kernels *_Nonnull tern_outer_kernels_of(tern_isa isa);

#endif
