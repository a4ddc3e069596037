// What the two orders in which the gradient of the weight is summed have in common.
#ifndef TERN_CONVOLUTION_WINOGRAD_WEIGHT_LOOP_H
#define TERN_CONVOLUTION_WINOGRAD_WEIGHT_LOOP_H

#include "../Layout/weights.h"
#include "../Outer/outer.h"
#include "tiling.h"

typedef struct {
    const tern_conv2d_size *_Nonnull size;
    const tern_winograd_transforms *_Nonnull transforms;
    const tern_outer_kernels *_Nonnull outers;
    tern_isa isa;
    const tern_weight_view *_Nonnull view;   // where the gradient goes
    tern_packed_weights packed;              // its layout before that
    tern_image x, dy;
    tern_tiling tiling;
    int64_t positions;                       // of a tile
    int64_t run, runs;                       // input channels are kept in runs of so many
    int64_t most_tiles;                      // that are in hand at a time
} tern_weight_sum;

/// Transformed tiles: x is [position][run][tile][run's channels], dy [position][block][tile][block's channels].
typedef struct {
    float *_Nonnull x, *_Nonnull dy;
} tern_weight_tiles;

/// How many floats the tiles of a loop take.
int64_t tern_weight_x_floats(const tern_weight_sum *_Nonnull loop);
int64_t tern_weight_dy_floats(const tern_weight_sum *_Nonnull loop);

/// The sums are [position][block][channel][lanes of the block]; this is the distance of two positions.
int64_t tern_weight_sums_plane(const tern_weight_sum *_Nonnull loop);
static inline int64_t tern_weight_sums_floats(const tern_weight_sum *_Nonnull loop) {
    return loop->positions * tern_weight_sums_plane(loop);
}
/// Where the sums of a position and a block of output channels lie among all sums.
static inline int64_t tern_weight_sums_offset(const tern_weight_sum *_Nonnull loop, int64_t position, int64_t block) {
    return position * tern_weight_sums_plane(loop) + block * loop->size->c * loop->packed.cut.lanes;
}

/// Transforms tiles begin ..< end into places `place` and after.
void tern_weight_transform_tiles(const tern_weight_sum *_Nonnull loop, const tern_weight_tiles *_Nonnull tiles, int64_t place,
                                 int64_t begin, int64_t end);

/// Adds the products of the first `count` tiles to all sums of one position and one block of output channels; where `starts`,
/// they are the first ones.
void tern_weight_add_products(const tern_weight_sum *_Nonnull loop, const tern_weight_tiles *_Nonnull tiles, int64_t count,
                              int64_t position, int64_t block, float *_Nonnull sums, bool starts);

/// The whole pass with one set of sums, which all threads share, position after position. False, with nothing written, when
/// there is no memory.
bool tern_weight_by_position(tern_weight_sum *_Nonnull loop);

#endif
