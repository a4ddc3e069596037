// The inner kernel of planar convolution: sums of a few output channels by two vectors of columns.
#ifndef TERN_CONVOLUTION_COLUMNS_H
#define TERN_CONVOLUTION_COLUMNS_H

#include "../Epilogue/epilogue.h"

/// Two vectors of columns by six channels are twelve sums, which fit into 16 registers beside their operands.
enum { TERN_COLUMN_CHANNELS = 6, TERN_COLUMN_VECTORS = 2 };

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
    /// run[v][k]: v vectors of columns, k channels.
    tern_column_function _Nullable run[TERN_COLUMN_VECTORS + 1][TERN_COLUMN_CHANNELS + 1];
} tern_column_kernels;

const tern_column_kernels *_Nonnull tern_column_kernels_of(tern_isa isa);

#endif
