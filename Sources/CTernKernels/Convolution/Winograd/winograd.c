// The forward pass and the gradient of the input: transform the tiles of the input, multiply position by position with the
// transformed filters, transform back.
//
// Usually a block of some fifty tiles goes through all three steps while it is in the second-level cache. Where blocks would
// be small against the filters, which each of them reads, by_position.c multiplies the other way round. Large filters that are
// used once, a training step's, are better transformed by the thread that needs them.
#include "winograd.h"

#include "../../Runtime/items.h"
#include "../../Support/stream.h"
#include "../Layout/caches.h"
#include "loop.h"

enum {
    BLOCK_TILES = 56,
    LARGE_CACHE = 2 << 20,        // a second-level cache that holds wide blocks
};

static int64_t block_begin(const tern_winograd_loop *loop, int64_t block) { return loop->tiling.count * block / loop->blocks; }

static tern_tile_planes input_planes(const tern_winograd_loop *loop, float *data, int64_t tiles) {
    return (tern_tile_planes){data, tiles * loop->tile_step + TERN_PLANE_GAP};
}
static tern_tile_planes product_planes(const tern_winograd_loop *loop, float *data) {
    return (tern_tile_planes){data, loop->block_tiles * loop->filters.cut.lanes + TERN_PLANE_GAP};
}

// products[p][t] = inputs[p][t] x filters[p], for all positions p and `tiles` tiles t, one block of output channels.
static void multiply(const tern_winograd_loop *loop, tern_tile_planes products, tern_tile_planes inputs, const float *filters,
                     int64_t tiles, int64_t block) {
    const int64_t lanes = tern_cut_lanes(&loop->filters.cut, block), plane = tern_filter_plane(&loop->filters, block);
    const tern_block_function *run = loop->kernels->run[tern_cut_width(&loop->filters.cut, block)];
    const int64_t groups = tern_divide_up(tiles, loop->kernels->rows), no_offset = 0;
    const float *rows[BLOCK_TILES + TERN_MOST_BLOCK_ROWS];
    float *sums[BLOCK_TILES + TERN_MOST_BLOCK_ROWS];
    for (int64_t t = 0; t < tiles; t++) {
        rows[t] = inputs.data + t * loop->tile_step;
        sums[t] = products.data + t * lanes;
    }
    tern_block_job job = {.taps = 1, .channels = loop->filters.ins, .tap_offsets = &no_offset,
                          .prefetch_step = tern_divide_up(lanes * (int64_t)sizeof(float), groups)};
    for (int64_t p = 0; p < tern_winograd_positions(loop); p++) {
        job.weights = filters + p * plane;
        job.pixel_offset = p * inputs.plane;
        job.out_offset = p * products.plane;
        for (int64_t g = 0; g < groups; g++) {
            const int64_t begin = tiles * g / groups, end = tiles * (g + 1) / groups;
            job.pixels = rows + begin;
            job.out = sums + begin;
            job.prefetch = (const char *)(job.weights + plane) + g * job.channels * job.prefetch_step;   // the next position's
            run[end - begin](&job);
        }
    }
}

// The products and outputs of tiles begin ..< end and one block of output channels, whose transformed filters are given.
static void finish_block(const tern_winograd_loop *loop, tern_tile_planes inputs, const float *filters, float *scratch,
                         int64_t begin, int64_t end, int64_t block) {
    const tern_tile_planes products = product_planes(loop, scratch + TERN_OUTPUT_SCRATCH);
    const int64_t lanes = tern_cut_lanes(&loop->filters.cut, block);
    multiply(loop, products, inputs, filters, end - begin, block);
    for (int64_t tile = begin; tile < end; tile++) {
        float *data = products.data + (tile - begin) * lanes;
        tern_winograd_output(loop, (tern_tile_planes){data, products.plane}, tile, block, scratch);
    }
}

static size_t output_floats(const tern_winograd_loop *loop) {
    return (size_t)(TERN_OUTPUT_SCRATCH + tern_winograd_positions(loop) * product_planes(loop, NULL).plane);
}
static size_t input_floats(const tern_winograd_loop *loop, int64_t tiles) {
    return (size_t)(tern_winograd_positions(loop) * input_planes(loop, NULL, tiles).plane);
}

static void run_block(void *context, int64_t item, void *scratch) {
    const tern_winograd_loop *loop = context;
    const int64_t begin = block_begin(loop, item), end = block_begin(loop, item + 1);
    const tern_tile_planes inputs = input_planes(loop, (float *)scratch + output_floats(loop), loop->block_tiles);
    tern_winograd_inputs(loop, inputs, begin, end);
    for (int64_t block = 0; block < loop->filters.cut.count; block++)
        finish_block(loop, inputs, loop->filters.data + block * loop->filters.block_stride, scratch, begin, end, block);
    if (loop->stream) tern_finish_streaming();
}

static void transform_some_inputs(void *context, int64_t begin, int64_t end) {
    const tern_winograd_loop *loop = context;
    tern_tile_planes inputs = input_planes(loop, loop->all_inputs, loop->tiling.count);
    inputs.data += begin * loop->tile_step;
    tern_winograd_inputs(loop, inputs, begin, end);
}

static void finish_kept_tiles(const tern_winograd_loop *loop, const float *filters, float *scratch, int64_t tile_block,
                              int64_t block) {
    const int64_t begin = block_begin(loop, tile_block), end = block_begin(loop, tile_block + 1);
    tern_tile_planes inputs = input_planes(loop, loop->all_inputs, loop->tiling.count);
    inputs.data += begin * loop->tile_step;
    finish_block(loop, inputs, filters, scratch, begin, end, block);
    if (loop->stream) tern_finish_streaming();
}

// One block of output channels for all tiles, filters included: they never leave the core's cache.
static void run_own_channels(void *context, int64_t block, void *scratch) {
    const tern_winograd_loop *loop = context;
    float *packed = (float *)scratch + output_floats(loop), *filters = packed + TERN_FILTER_SCRATCH;
    for (int64_t first = 0; first < loop->filters.ins; first += TERN_FILTER_PIECE) {
        const int64_t rest = loop->filters.ins - first;
        tern_transform_filter_part(&loop->filters, loop->isa, loop->transforms, loop->view, loop->flipped, block, first,
                                   rest < TERN_FILTER_PIECE ? rest : TERN_FILTER_PIECE, filters, packed);
    }
    for (int64_t tiles = 0; tiles < loop->blocks; tiles++) finish_kept_tiles(loop, filters, scratch, tiles, block);
}

static bool run_by_channels(tern_winograd_loop *loop) {
    loop->all_inputs = tern_allocate(input_floats(loop, loop->tiling.count) * sizeof(float), false);
    if (!loop->all_inputs) return false;
    const int64_t tile_cost = tern_winograd_positions(loop) * loop->in.c / 4;
    tern_parallel_for(loop->tiling.count, 1 + (32 << 10) / tile_cost, transform_some_inputs, loop);
    loop->filters.gap = TERN_PLANE_GAP;
    const int64_t gaps = tern_winograd_positions(loop) * loop->filters.gap;
    const size_t own_filters = TERN_FILTER_SCRATCH + (size_t)(loop->filters.block_stride + gaps);
    const bool done = tern_parallel_items(loop->filters.cut.count, 1, (output_floats(loop) + own_filters) * sizeof(float),
                                          run_own_channels, loop);
    tern_deallocate(loop->all_inputs);
    return done;
}

static bool run_by_tiles(tern_winograd_loop *loop) {
    if (!tern_winograd_all_filters(loop)) return false;
    const size_t floats = output_floats(loop) + input_floats(loop, loop->block_tiles);
    return tern_parallel_items(loop->blocks, 1, floats * sizeof(float), run_block, loop);
}

// Few blocks are made a multiple of the threads, lest some thread gets one more than the others.
static void cut_tiles(tern_winograd_loop *loop, int64_t most) {
    const int64_t threads = tern_thread_count(), count = loop->tiling.count;
    loop->blocks = tern_divide_up(count, most);
    if (loop->blocks < 8 * threads) loop->blocks = tern_divide_up(loop->blocks, threads) * threads;
    if (loop->blocks > count) loop->blocks = count;
    loop->block_tiles = tern_divide_up(count, loop->blocks);
}

static bool run_tiles(tern_winograd_loop *loop) {
    const int64_t rows = loop->kernels->rows, width = tern_divide_up(loop->in.c, loop->kernels->lanes) * loop->kernels->lanes;
    // Tiles whose distance is a large power of two would share cache sets.
    loop->tile_step = width % 128 == 0 ? width + 16 : width;
    int64_t most = BLOCK_TILES / rows * rows;
    // The filters are read once for each block, so a block may be somewhat larger than the cache that it is to stay in.
    const int64_t cache = tern_core_cache_bytes(), block_bytes = cache >= LARGE_CACHE ? cache * 3 / 2 : cache;
    while (most > 2 * rows && tern_winograd_positions(loop) * most * width * (int64_t)sizeof(float) > block_bytes) most -= rows;
    cut_tiles(loop, most);
    // Filters for one use that would leave the caches, while a few blocks of tiles do not.
    const int64_t threads = tern_thread_count(), filter_bytes = loop->filters.count * (int64_t)sizeof(float);
    const bool own = !loop->filters.data && !loop->keeps_filters && loop->filters.cut.count >= 2 * threads;
    const bool few = tern_divide_up(loop->tiling.count, most) < 2 * threads;
    if (own && few && filter_bytes >= 2 * cache) return run_by_channels(loop);
    // Each block reads the filters, in x out values for a position; position by position the in + out values of every tile are
    // written and read. Reading ahead makes the former the cheaper by half.
    const int64_t ins = loop->in.c, outs = loop->out.c;
    return 3 * (ins + outs) * loop->block_tiles >= ins * outs ? run_by_tiles(loop) : tern_winograd_by_position(loop);
}

bool tern_winograd_applies(const tern_conv2d_size *size) {
    return size->groups == 1 && size->kh == 3 && size->kw == 3 && size->stride_h == 1 && size->stride_w == 1 &&
           size->dilation_h == 1 && size->dilation_w == 1;
}

// Both passes: the result of convolving `loop.in`, which is open, with the view's filters.
static bool run_pass(tern_winograd_loop *loop, int64_t pad_top, int64_t pad_left) {
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
    tern_winograd_loop loop = {.isa = isa, .transforms = tern_winograd_transforms_of(isa, tile), .view = &view,
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
    tern_winograd_loop loop = {.isa = isa, .transforms = tern_winograd_transforms_of(isa, tile), .view = &view, .flipped = true,
                          .epilogue = tern_epilogue_of(epilogue, dx)};
    loop.out = tern_result_of(dx, dx_strides, size->n, size->c, size->h, size->w);
    const bool done = tern_image_open(&loop.in, isa, dy, dy_strides, size->n, size->k, size->oh, size->ow) &&
                      run_pass(&loop, 2 - size->pad_top, 2 - size->pad_left);
    tern_image_close(&loop.in);
    return done;
}
