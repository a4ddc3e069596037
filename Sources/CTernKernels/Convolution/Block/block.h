// The inner kernel of direct and Winograd convolution: a block of sums, some pixels by some output channels, that stays
// in registers while the products of all kernel taps and input channels are added to it.
#ifndef TERN_CONVOLUTION_BLOCK_H
#define TERN_CONVOLUTION_BLOCK_H

#include "../../include/tern_isa.h"

/// The largest number of rows and lanes of any instruction set's block.
enum { TERN_MOST_BLOCK_ROWS = 14, TERN_MOST_BLOCK_LANES = 32 };

struct tern_epilogue;

/// out[i][j] = the sum over taps t and channels c of pixels[t][i][c] * weights[t][c][j], with j in 0 ..< lanes, which starts at
/// zero, and then the epilogue.
typedef struct {
    int64_t taps, channels;
    /// For every tap a row of `rows` pointers (the table's full row count, used or not) to the pixels' channels.
    const float *_Nonnull const *_Nonnull pixels;
    int64_t pixel_offset;                        // added to all of them
    /// [channels][lanes] for tap t begins at weights + tap_offsets[t].
    const float *_Nonnull weights;
    const int64_t *_Nonnull tap_offsets;
    float *_Nonnull const *_Nonnull out;         // one pointer for each row
    int64_t out_offset;                          // added to all of them: the first output channel
    const struct tern_epilogue *_Nullable epilogue;
    bool stream;                                 // store past the caches; every row is then aligned to the vector
    /// Memory that the next block reads, fetched into the caches by and by: one address for each channel.
    const char *_Nonnull prefetch;
    int64_t prefetch_step;
} tern_block_job;

typedef void (*tern_block_function)(const tern_block_job *_Nonnull job);

/// One instruction set's blocks.
typedef struct {
    int32_t lanes;     // floats in a vector
    int32_t vectors;   // vectors in a full block: 2 or 4
    int32_t rows;      // pixels in a full block
    /// run[w][r]: r rows of 2^w vectors.
    tern_block_function _Nullable run[3][TERN_MOST_BLOCK_ROWS + 1];
} tern_block_kernels;

const tern_block_kernels *_Nonnull tern_block_kernels_of(tern_isa isa);

/// How output channels are cut into blocks: full ones, then one of 1, 2 or 4 vectors that covers the rest.
typedef struct {
    int64_t channels;    // output channels (of one group)
    int64_t lanes;       // of a full block
    int64_t count;       // blocks
    int64_t tail_lanes;  // of the last block
    int32_t width, tail_width;  // the index w of their functions
} tern_block_cut;

tern_block_cut tern_cut_channels(const tern_block_kernels *_Nonnull kernels, int64_t channels);

static inline int64_t tern_cut_lanes(const tern_block_cut *_Nonnull cut, int64_t block) {
    return block == cut->count - 1 ? cut->tail_lanes : cut->lanes;
}
/// How many of the block's lanes are channels.
static inline int64_t tern_cut_valid(const tern_block_cut *_Nonnull cut, int64_t block) {
    return block == cut->count - 1 ? cut->channels - block * cut->lanes : cut->lanes;
}
static inline int32_t tern_cut_width(const tern_block_cut *_Nonnull cut, int64_t block) {
    return block == cut->count - 1 ? cut->tail_width : cut->width;
}
/// The lanes of all blocks: the channels, rounded up.
static inline int64_t tern_cut_padded(const tern_block_cut *_Nonnull cut) {
    return (cut->count - 1) * cut->lanes + cut->tail_lanes;
}

#endif
