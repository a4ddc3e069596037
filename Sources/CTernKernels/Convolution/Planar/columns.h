// The inner kernel of planar convolution: sums of a few output channels by some vectors of columns.
#ifndef TERN_CONVOLUTION_COLUMNS_H
#define TERN_CONVOLUTION_COLUMNS_H

#include "../Epilogue/epilogue.h"

/// The most channels and vectors of one tile.
enum { TERN_COLUMN_CHANNELS = 6, TERN_COLUMN_VECTORS = 8 };

/// out[k * out_step + j] = the epilogue of the sum over f of weights[f][k] * x[offsets[f] + j]: one chain of multiply-adds, which
/// starts at zero.
typedef struct {
    const float *_Nonnull x;
    const int64_t *_Nonnull offsets;
    int64_t filter;                         // how many products a sum has
    const float *_Nonnull weights;          // [filter][channels]
    const tern_epilogue *_Nonnull epilogue; // its residual, if any, lies in `out`
    int64_t channel;                        // of the epilogue's vectors
    float *_Nonnull out;
    int64_t out_step;
} tern_column_job;

typedef void (*tern_column_function)(const tern_column_job *_Nonnull job);

typedef struct {
    int32_t lanes;
    int32_t sums;   // the most vectors of sums that stay in registers: at least 2 for each of the channels
    /// run[v][k]: v vectors of columns, k channels, where v * k <= sums.
    tern_column_function _Nullable run[TERN_COLUMN_VECTORS + 1][TERN_COLUMN_CHANNELS + 1];
} tern_column_kernels;

/// How many vectors of columns the widest tile of so many channels has.
static inline int64_t tern_widest_tile(const tern_column_kernels *_Nonnull kernels, int64_t channels) {
    const int64_t vectors = kernels->sums / channels;
    return vectors < TERN_COLUMN_VECTORS ? vectors : TERN_COLUMN_VECTORS;
}

const tern_column_kernels *_Nonnull tern_column_kernels_of(tern_isa isa);

#endif
