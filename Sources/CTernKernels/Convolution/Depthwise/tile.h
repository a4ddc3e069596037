// The inner kernels of depthwise convolution.
#ifndef TERN_CONVOLUTION_DEPTHWISE_TILE_H
#define TERN_CONVOLUTION_DEPTHWISE_TILE_H

#include "../Epilogue/epilogue.h"

enum {
    TERN_DEPTHWISE_TILES = 5,
    TERN_MOST_DEPTHWISE_KERNEL = 7,
    TERN_MOST_DEPTHWISE_OUTPUTS = 8,
    TERN_MOST_DEPTHWISE_INPUTS = 80,  // pixels under a tile
    TERN_DEPTHWISE_PIXELS = 4,
};

/// Some output pixels of all channels: out[o][c] = the epilogue of the sum over its taps of in[...][c] *
/// weights[tap * channels + c].
typedef struct {
    const float *_Nonnull const *_Nonnull in;   // pointers to pixels, in the kernel's order
    float *_Nullable const *_Nonnull out;       // NULL where there is no such pixel
    const float *_Nonnull weights;              // [tap][channels]
    const tern_epilogue *_Nonnull epilogue;
    int64_t channels;
    int64_t ahead;                              // floats from a pixel to what should be prefetched meanwhile
    bool stream;                                // store past the caches
} tern_depthwise_job;

/// The contribution of some output pixels of all channels to the filters' gradient: sums[tap * channels + c] += the sum over
/// them of dy[o][c] * in[...][c]. Every such sum starts at zero and is added at the end.
typedef struct {
    float *_Nonnull sums;
    const float *_Nonnull const *_Nonnull in;
    const float *_Nonnull const *_Nonnull dy;
    int64_t channels, ahead, dy_ahead;
} tern_depthwise_gradient;

/// A tile of rows x columns outputs of a kernel x kernel filter; `in` are all the pixels under the tile, row by row. There
/// are at least `lanes` channels.
typedef struct {
    int32_t kernel, stride, rows, columns;
    void (*_Nonnull run)(const tern_depthwise_job *_Nonnull job);
    void (*_Nonnull add_gradient)(const tern_depthwise_gradient *_Nonnull job);
} tern_depthwise_tile;

typedef struct {
    int32_t lanes;   // floats in a vector
    tern_depthwise_tile tiles[TERN_DEPTHWISE_TILES];
    /// Any filter: TERN_DEPTHWISE_PIXELS outputs, `in` is [tap][output], `tap_weights` says which of the weights a tap has.
    void (*_Nonnull pixels)(const tern_depthwise_job *_Nonnull job, int64_t taps, const int64_t *_Nonnull tap_weights);
    /// sums[tap][c] += the sum over `count` pixels p of dy[p][c] * in[p * taps + tap][c]. Each sum starts at zero and is
    /// added at the end.
    void (*_Nonnull gradient)(float *_Nonnull sums, int64_t channels, const float *_Nonnull const *_Nonnull in, int64_t taps,
                              const float *_Nonnull const *_Nonnull dy, int64_t count);
} tern_depthwise_kernels;

const tern_depthwise_kernels *_Nonnull tern_depthwise_kernels_of(tern_isa isa);

/// The tile for a square filter, or NULL.
const tern_depthwise_tile *_Nullable tern_depthwise_tile_of(tern_isa isa, int64_t kernel, int64_t stride, int64_t channels);

#endif
