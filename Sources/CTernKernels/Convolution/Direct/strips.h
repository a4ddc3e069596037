// Strips of pixels, staged for the gradient of the weight.
//
// A strip is some output rows, about a hundred pixels. Its inputs are copied, with their padding, into one small array for
// each run of input channels, and its dy into one for each block of output channels: every kernel tap then reads both
// straight through, from the first-level cache. Copying costs a few percent, except for 1 x 1 kernels, which read the input
// too seldom: those take it from where it is.
#ifndef TERN_CONVOLUTION_STRIPS_H
#define TERN_CONVOLUTION_STRIPS_H

#include "../Layout/image.h"
#include "../Layout/weights.h"
#include "../Outer/outer.h"

/// What all items share.
typedef struct {
    const tern_conv2d_size *_Nonnull size;
    const tern_outer_kernels *_Nonnull outers;
    tern_image x, dy;
    tern_packed_weights sums;       // group 0's; each group has its own after it
    int64_t sums_count;             // of one group
    int64_t channels, kernels;      // of one group of the convolution
    bool merged;                    // few channels: the columns of a kernel row join them
    bool in_place;                  // a 1 x 1 kernel without padding reads the input where it is,
    bool dy_in_place;               // and dense output gradients too
    int64_t run, run_width, runs;   // input channels of a full run, floats a staged pixel has in it, runs
    int64_t strip_rows, strips, groups;
    int64_t kernel_parts, channel_parts;
    int64_t staged_rows, staged_width;  // at most; in pixels
} tern_weight_loop;

/// What one item works on.
typedef struct {
    int64_t convolution_group, first_block, last_block, first_run, last_run;
    float *_Nonnull sums;
} tern_weight_part;

/// A strip's copies.
typedef struct {
    float *_Nonnull x, *_Nonnull dy;  // [run][row][column][run_width] and [block][pixel][lanes]
    int64_t *_Nonnull lines;  // where each output row's pixels begin in a run of x
} tern_strip_buffers;

/// Floats of one run of a staged strip.
static inline int64_t tern_staged_run(const tern_weight_loop *_Nonnull loop) {
    return loop->staged_rows * loop->staged_width * loop->run_width;
}

static inline int64_t tern_run_channels(const tern_weight_loop *_Nonnull loop, int64_t run) {
    const int64_t rest = loop->channels - run * loop->run;
    return rest < loop->run ? rest : loop->run;
}

/// Stages output rows first ..< last, counted over all images, for one item.
void tern_stage_strip(const tern_weight_loop *_Nonnull loop, const tern_weight_part *_Nonnull part,
                      const tern_strip_buffers *_Nonnull buffers, int64_t first, int64_t last);

#endif
