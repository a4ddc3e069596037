// The forward pass and the gradient of the input: transform the tiles of the input, multiply position by position with the
// transformed filters, transform back.
//
// Usually a block of some fifty tiles goes through all three steps while it is in the second-level cache. Where there are
// fewer blocks than threads could take, all tiles are transformed first, and then the blocks of output channels are shared
// out too.
#include "winograd.h"

#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../Direct/emit.h"
#include "../Layout/caches.h"
#include "filters.h"
#include "tiling.h"

enum {
    BLOCK_TILES = 56,
    LARGE_CACHE = 2 << 20,        // a second-level cache that holds wide blocks
    MOST_TILE_PIXELS = 16,
    MOST_POSITIONS = TERN_MOST_WINOGRAD_EDGE * TERN_MOST_WINOGRAD_EDGE,
    PLANE_GAP = 16,               // floats between planes, lest all of them fall into the same cache sets
};

typedef struct {
    const tern_winograd_transforms *transforms;
    const tern_block_kernels *kernels;
    tern_isa isa;
    tern_winograd_filters filters;       // without data while every item transforms its own block
    const tern_weight_view *view;
    bool keeps_filters;                  // the weight wants them
    bool flipped;                        // filters are turned by 180 degrees
    tern_tiling tiling;
    tern_image in;
    tern_result out;
    tern_epilogue epilogue;
    bool stream;
    int64_t blocks, block_tiles;         // of tiles; how many there are at most in one
    int64_t tile_step;                   // floats that a tile's channels take in a plane
    float *all_inputs;                   // the transformed inputs of all tiles, if they are kept
} winograd_loop;

// Transformed values of some tiles: [position][tile][channel].
typedef struct {
    float *data;
    int64_t plane;
} tile_planes;

static int64_t positions(const winograd_loop *loop) { return (int64_t)loop->transforms->edge * loop->transforms->edge; }
static int64_t block_begin(const winograd_loop *loop, int64_t block) { return loop->tiling.count * block / loop->blocks; }

static tile_planes input_planes(const winograd_loop *loop, float *data, int64_t tiles) {
    return (tile_planes){data, tiles * loop->tile_step + PLANE_GAP};
}
static tile_planes product_planes(const winograd_loop *loop, float *data) {
    return (tile_planes){data, loop->block_tiles * loop->filters.cut.lanes + PLANE_GAP};
}

static void transform_inputs(const winograd_loop *loop, tile_planes inputs, int64_t begin, int64_t end) {
    const float *pixels[MOST_POSITIONS];
    const int64_t ahead = 2 * loop->transforms->size * loop->in.strides[3];
    for (int64_t tile = begin; tile < end; tile++) {
        tern_tile_inputs(&loop->tiling, tile, &loop->in, pixels);
        loop->transforms->input(inputs.data + (tile - begin) * loop->tile_step, inputs.plane, pixels, 0, loop->in.c, ahead);
    }
}

// products[p][t] = inputs[p][t] x filters[p], for all positions p and `tiles` tiles t, one block of output channels.
static void multiply(const winograd_loop *loop, tile_planes products, tile_planes inputs, const float *filters, int64_t tiles,
                     int64_t block) {
    const int64_t lanes = tern_cut_lanes(&loop->filters.cut, block), plane = loop->filters.ins * lanes;
    const tern_block_function *run = loop->kernels->run[tern_cut_width(&loop->filters.cut, block)];
    const int64_t groups = tern_divide_up(tiles, loop->kernels->rows), no_offset = 0;
    const float *rows[BLOCK_TILES + TERN_MOST_BLOCK_ROWS];
    float *sums[BLOCK_TILES + TERN_MOST_BLOCK_ROWS];
    for (int64_t t = 0; t < tiles; t++) {
        rows[t] = inputs.data + t * loop->tile_step;
        sums[t] = products.data + t * lanes;
    }
    tern_block_job job = {.taps = 1, .channels = loop->filters.ins, .tap_offsets = &no_offset,
                          .prefetch = (const char *)filters};
    for (int64_t p = 0; p < positions(loop); p++) {
        job.weights = filters + p * plane;
        job.pixel_offset = p * inputs.plane;
        job.out_offset = p * products.plane;
        for (int64_t g = 0; g < groups; g++) {
            const int64_t begin = tiles * g / groups, end = tiles * (g + 1) / groups;
            job.pixels = rows + begin;
            job.out = sums + begin;
            run[end - begin](&job);
        }
    }
}

// Tiles of a partial block of channels, or of a result whose channels are not contiguous, pass through `buffer`.
static void transform_output(const winograd_loop *loop, float *const *pixels, bool whole, const float *products, int64_t plane,
                             int64_t block, float *buffer) {
    const tern_block_cut *cut = &loop->filters.cut;
    const int64_t lanes = tern_cut_lanes(cut, block), valid = tern_cut_valid(cut, block), first = block * cut->lanes;
    const int64_t vectors = lanes / loop->kernels->lanes, channel_step = loop->out.strides[1];
    if (valid == lanes && channel_step == 1) {
        loop->transforms->output(pixels, first, whole, products, plane, vectors, &loop->epilogue, loop->stream);
        return;
    }
    const int64_t tile_pixels = (int64_t)loop->transforms->size * loop->transforms->size;
    float *buffered[MOST_TILE_PIXELS];
    tern_buffered_epilogue epilogue;
    tern_buffer_epilogue(&epilogue, &loop->epilogue, first, valid);
    for (int64_t i = 0; i < tile_pixels; i++) {
        buffered[i] = buffer + i * lanes;
        if (pixels[i]) tern_fetch_residual(&loop->epilogue, buffered[i], pixels[i] + first * channel_step, channel_step, valid);
    }
    loop->transforms->output(buffered, 0, true, products, plane, vectors, &epilogue.epilogue, false);
    for (int64_t i = 0; i < tile_pixels; i++)
        if (pixels[i])
            for (int64_t k = 0; k < valid; k++) pixels[i][(first + k) * channel_step] = buffered[i][k];
}

// The products and outputs of tiles begin ..< end and one block of output channels, whose transformed filters are given.
static void finish_block(const winograd_loop *loop, tile_planes inputs, const float *filters, float *scratch, int64_t begin,
                         int64_t end, int64_t block) {
    const tile_planes products = product_planes(loop, scratch + MOST_TILE_PIXELS * TERN_MOST_BLOCK_LANES);
    const int64_t lanes = tern_cut_lanes(&loop->filters.cut, block);
    float *pixels[MOST_TILE_PIXELS];
    multiply(loop, products, inputs, filters, end - begin, block);
    for (int64_t tile = begin; tile < end; tile++) {
        const bool whole = tern_tile_outputs(&loop->tiling, tile, loop->out.data, loop->out.strides, pixels);
        transform_output(loop, pixels, whole, products.data + (tile - begin) * lanes, products.plane, block, scratch);
    }
}

static size_t output_floats(const winograd_loop *loop) {
    return (size_t)(MOST_TILE_PIXELS * TERN_MOST_BLOCK_LANES + positions(loop) * product_planes(loop, NULL).plane);
}
static size_t input_floats(const winograd_loop *loop, int64_t tiles) {
    return (size_t)(positions(loop) * input_planes(loop, NULL, tiles).plane);
}

static void run_block(void *context, int64_t item, void *scratch) {
    const winograd_loop *loop = context;
    const int64_t begin = block_begin(loop, item), end = block_begin(loop, item + 1);
    const tile_planes inputs = input_planes(loop, (float *)scratch + output_floats(loop), loop->block_tiles);
    transform_inputs(loop, inputs, begin, end);
    for (int64_t block = 0; block < loop->filters.cut.count; block++)
        finish_block(loop, inputs, loop->filters.data + block * loop->filters.block_stride, scratch, begin, end, block);
    if (loop->stream) tern_finish_streaming();
}

static void transform_some_inputs(void *context, int64_t begin, int64_t end) {
    const winograd_loop *loop = context;
    tile_planes inputs = input_planes(loop, loop->all_inputs, loop->tiling.count);
    inputs.data += begin * loop->tile_step;
    transform_inputs(loop, inputs, begin, end);
}

static void finish_kept_tiles(const winograd_loop *loop, const float *filters, float *scratch, int64_t tile_block,
                              int64_t block) {
    const int64_t begin = block_begin(loop, tile_block), end = block_begin(loop, tile_block + 1);
    tile_planes inputs = input_planes(loop, loop->all_inputs, loop->tiling.count);
    inputs.data += begin * loop->tile_step;
    finish_block(loop, inputs, filters, scratch, begin, end, block);
    if (loop->stream) tern_finish_streaming();
}

// One block of tiles and one of output channels.
static void run_kept_pair(void *context, int64_t item, void *scratch) {
    const winograd_loop *loop = context;
    const int64_t block = item / loop->blocks;
    finish_kept_tiles(loop, loop->filters.data + block * loop->filters.block_stride, scratch, item % loop->blocks, block);
}

// One block of output channels for all tiles, filters included: they never leave the core's cache.
static void run_kept_channels(void *context, int64_t block, void *scratch) {
    const winograd_loop *loop = context;
    float *packed = (float *)scratch + output_floats(loop), *filters = packed + TERN_FILTER_SCRATCH;
    for (int64_t first = 0; first < loop->filters.ins; first += TERN_FILTER_PIECE) {
        const int64_t rest = loop->filters.ins - first;
        tern_transform_filter_part(&loop->filters, loop->isa, loop->transforms, loop->view, loop->flipped, block, first,
                                   rest < TERN_FILTER_PIECE ? rest : TERN_FILTER_PIECE, filters, packed);
    }
    for (int64_t tiles = 0; tiles < loop->blocks; tiles++) finish_kept_tiles(loop, filters, scratch, tiles, block);
}

static bool transform_all_filters(winograd_loop *loop) {
    return tern_transform_filters(&loop->filters, loop->isa, loop->transforms, loop->view, loop->flipped,
                                  loop->keeps_filters);
}

static bool run_keeping_inputs(winograd_loop *loop) {
    // With enough blocks of output channels every thread transforms the filters of its own.
    const bool many_channels = !loop->filters.data && !loop->keeps_filters &&
                               loop->filters.cut.count >= 2 * (int64_t)tern_thread_count();
    if (!many_channels && !transform_all_filters(loop)) return false;
    loop->all_inputs = tern_allocate(input_floats(loop, loop->tiling.count) * sizeof(float), false);
    if (!loop->all_inputs) return false;
    const int64_t tile_cost = positions(loop) * loop->in.c / 4;
    tern_parallel_for(loop->tiling.count, 1 + (32 << 10) / tile_cost, transform_some_inputs, loop);
    const size_t own_filters = TERN_FILTER_SCRATCH + (size_t)loop->filters.block_stride;
    const bool done =
        many_channels ? tern_parallel_items(loop->filters.cut.count, 1, (output_floats(loop) + own_filters) * sizeof(float),
                                            run_kept_channels, loop)
                      : tern_parallel_items(loop->blocks * loop->filters.cut.count, 1, output_floats(loop) * sizeof(float),
                                            run_kept_pair, loop);
    tern_deallocate(loop->all_inputs);
    return done;
}

static bool run_tiles(winograd_loop *loop) {
    const int64_t rows = loop->kernels->rows, width = tern_divide_up(loop->in.c, loop->kernels->lanes) * loop->kernels->lanes;
    // Tiles whose distance is a large power of two would share cache sets.
    loop->tile_step = width % 128 == 0 ? width + 16 : width;
    int64_t most = BLOCK_TILES / rows * rows;
    // The filters are read once for each block, so a block may be somewhat larger than the cache that it is to stay in.
    const int64_t cache = tern_core_cache_bytes(), block_bytes = cache >= LARGE_CACHE ? cache * 3 / 2 : cache;
    while (most > 2 * rows && positions(loop) * most * width * (int64_t)sizeof(float) > block_bytes) most -= rows;
    loop->blocks = tern_divide_up(loop->tiling.count, most);
    loop->block_tiles = tern_divide_up(loop->tiling.count, loop->blocks);
    const bool wide = cache < LARGE_CACHE && loop->in.c >= 256 && loop->tiling.count < 32 * rows;
    if (wide || loop->blocks < 2 * (int64_t)tern_thread_count()) return run_keeping_inputs(loop);
    if (!transform_all_filters(loop)) return false;
    const size_t floats = output_floats(loop) + input_floats(loop, loop->block_tiles);
    return tern_parallel_items(loop->blocks, 1, floats * sizeof(float), run_block, loop);
}

bool tern_winograd_applies(const tern_conv2d_size *size) {
    return size->groups == 1 && size->kh == 3 && size->kw == 3 && size->stride_h == 1 && size->stride_w == 1 &&
           size->dilation_h == 1 && size->dilation_w == 1;
}

// Both passes: the result of convolving `loop.in`, which is open, with the view's filters.
static bool run_pass(winograd_loop *loop, int64_t pad_top, int64_t pad_left) {
    loop->kernels = tern_block_kernels_of(loop->isa);
    loop->filters = tern_find_filters(loop->isa, loop->transforms, loop->view, loop->flipped, &loop->keeps_filters);
    loop->stream = tern_can_stream(&loop->out, &loop->filters.cut, loop->kernels->lanes);
    const bool done = tern_tiling_open(&loop->tiling, loop->transforms, loop->out.n, loop->out.h, loop->out.w, pad_top,
                                       pad_left, loop->in.c) &&
                      run_tiles(loop);
    tern_free_filters(&loop->filters);
    tern_tiling_close(&loop->tiling);
    return done;
}

bool tern_winograd_forward(int32_t tile, const tern_conv2d_size *size, tern_isa isa, float *y, const int64_t *y_strides,
                           const float *x, const int64_t *x_strides, const float *weight, const int64_t *weight_strides, tern_weight_forms *forms,
                           const tern_conv2d_epilogue *epilogue) {
    if (!tern_winograd_applies(size)) return false;
    const tern_weight_view view = tern_weight_view_forward(size, weight, weight_strides, forms);
    winograd_loop loop = {.isa = isa, .transforms = tern_winograd_transforms_of(isa, tile), .view = &view,
                          .epilogue = tern_epilogue_of(epilogue, y)};
    loop.out = tern_result_of(y, y_strides, size->n, size->k, size->oh, size->ow);
    const bool done = tern_image_open(&loop.in, isa, x, x_strides, size->n, size->c, size->h, size->w) &&
                      run_pass(&loop, size->pad_top, size->pad_left);
    tern_image_close(&loop.in);
    return done;
}

bool tern_winograd_backward_input(int32_t tile, const tern_conv2d_size *size, tern_isa isa, float *dx,
                                  const int64_t *dx_strides, const float *dy, const int64_t *dy_strides, const float *weight,
                                  const int64_t *weight_strides, tern_weight_forms *forms,
                                const tern_conv2d_epilogue *epilogue) {
    if (!tern_winograd_applies(size)) return false;
    const tern_weight_view view = tern_weight_view_backward(size, weight, weight_strides, forms);
    winograd_loop loop = {.isa = isa, .transforms = tern_winograd_transforms_of(isa, tile), .view = &view, .flipped = true,
                          .epilogue = tern_epilogue_of(epilogue, dx)};
    loop.out = tern_result_of(dx, dx_strides, size->n, size->c, size->h, size->w);
    const bool done = tern_image_open(&loop.in, isa, dy, dy_strides, size->n, size->k, size->oh, size->ow) &&
                      run_pass(&loop, 2 - size->pad_top, 2 - size->pad_left);
    tern_image_close(&loop.in);
    return done;
}
