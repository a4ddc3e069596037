// What the orders in which the forward pass and the gradient of the input are computed have in common.
#ifndef TERN_CONVOLUTION_WINOGRAD_LOOP_H
#define TERN_CONVOLUTION_WINOGRAD_LOOP_H

#include "../../Support/geometry.h"
#include "../Direct/emit.h"
#include "filters.h"
#include "tiling.h"

enum {
    TERN_MOST_TILE_PIXELS = 16,
    TERN_MOST_POSITIONS = TERN_MOST_WINOGRAD_EDGE * TERN_MOST_WINOGRAD_EDGE,
    TERN_PLANE_GAP = 16,   // floats between planes, lest all of them fall into the same cache sets
    TERN_OUTPUT_SCRATCH = TERN_MOST_TILE_PIXELS * TERN_MOST_BLOCK_LANES,   // floats, for tern_winograd_output
};

typedef struct {
    const tern_winograd_transforms *_Nonnull transforms;
    const tern_block_kernels *_Nonnull kernels;
    tern_isa isa;
    tern_winograd_filters filters;       // without data while every item transforms its own block
    const tern_weight_view *_Nonnull view;
    bool keeps_filters;                  // the weight wants them
    bool flipped;                        // filters are turned by 180 degrees
    tern_tiling tiling;
    tern_image in;
    tern_result out;
    tern_epilogue epilogue;
    bool stream;
    int64_t blocks, block_tiles;         // of tiles; how many there are at most in one
    int64_t tile_step;                   // floats that a tile's channels take in a plane
    float *_Nullable all_inputs;         // the transformed inputs of all tiles, if they are kept
} tern_winograd_loop;

/// Transformed values of some tiles: [position][tile][channel].
typedef struct {
    float *_Nullable data;
    int64_t plane;
} tern_tile_planes;

static inline int64_t tern_winograd_positions(const tern_winograd_loop *_Nonnull loop) {
    return (int64_t)loop->transforms->edge * loop->transforms->edge;
}

/// Transforms the inputs of tiles begin ..< end.
void tern_winograd_inputs(const tern_winograd_loop *_Nonnull loop, tern_tile_planes inputs, int64_t begin, int64_t end);

/// Transforms the products of one tile and one block of output channels back, into the result. `products.data` is the tile's
/// place in plane 0; `scratch` has TERN_OUTPUT_SCRATCH floats.
void tern_winograd_output(const tern_winograd_loop *_Nonnull loop, tern_tile_planes products, int64_t tile, int64_t block,
                          float *_Nonnull scratch);

/// Transforms the filters, unless they are there already. False without memory.
bool tern_winograd_all_filters(tern_winograd_loop *_Nonnull loop);

/// The whole pass, position after position. False, with nothing written, when there is no memory.
bool tern_winograd_by_position(tern_winograd_loop *_Nonnull loop);

#endif
