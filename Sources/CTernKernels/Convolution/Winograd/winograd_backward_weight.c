// The gradient of the weight: dW = G^T [ sum over tiles of (A dY A^T) . (B^T d B) ] G.
//
// For each position of the tile the sum is a product of two matrices over the tiles. Where the sums of all positions are
// small, groups of tiles are summed independently, each from its own copy of the sums; else all threads transform a block
// of tiles together and then share out the pairs of input and output channel blocks. Which of the two, the groups and the
// blocks depend on the shape alone.
#include <string.h>

#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../Layout/partial.h"
#include "../Layout/weights.h"
#include "../Outer/outer.h"
#include "tiling.h"
#include "winograd.h"

enum {
    MOST_POSITIONS = TERN_MOST_WINOGRAD_EDGE * TERN_MOST_WINOGRAD_EDGE,
    PLANE_GAP = 16,                  // floats between planes, lest all of them fall into the same cache sets
    SMALL_SUMS = 3 << 20,            // bytes of sums that a thread may have to itself
    GROUP_TILES = 64,                // at least
    MOST_GROUPS = 16,
    GROUP_BYTES = 8 << 20,           // of all groups' results
    OWN_BYTES = 640 << 10,           // transformed values that stay in a thread's second-level cache
    SHARED_BYTES = 6 << 20,
    FEWEST_OWN_TILES = 24,           // of a block, so that sums are not loaded and stored too often
    FEWEST_SHARED_TILES = 64,
    MOST_SHARED_TILES = 160,
};

typedef struct {
    const tern_conv2d_size *size;
    const tern_winograd_transforms *transforms;
    const tern_outer_kernels *outers;
    tern_image x, dy;
    tern_tiling tiling;
    tern_packed_weights result;       // of group 0; every group has its own after it
    int64_t result_count;             // floats of one group
    int64_t positions;                // of a tile
    int64_t run, runs;                // input channels are taken a vector at a time
    int64_t most_tiles;               // of a block
    int64_t groups;
} weight_loop;

// One block of tiles, transformed: [run][position][tile][run's channels] and [block][position][tile][block's channels].
typedef struct {
    float *x, *dy;
} tile_block;

// The sums [position][channel][lanes] of one block of output channels, from input channel `first_run` * run on.
typedef struct {
    float *data;
    int64_t plane;
} block_sums;

static int64_t x_plane(const weight_loop *loop) { return loop->most_tiles * loop->run + PLANE_GAP; }
static int64_t dy_plane(const weight_loop *loop) { return loop->most_tiles * loop->result.cut.lanes + PLANE_GAP; }
static int64_t x_floats(const weight_loop *loop) { return loop->runs * loop->positions * x_plane(loop); }
static int64_t dy_floats(const weight_loop *loop) { return loop->result.cut.count * loop->positions * dy_plane(loop); }

static int64_t run_channels(const weight_loop *loop, int64_t run) {
    const int64_t rest = loop->size->c - run * loop->run;
    return rest < loop->run ? rest : loop->run;
}

// Transforms tiles begin ..< end into places `place` and after of a block.
static void transform_tiles(const weight_loop *loop, const tile_block *block, int64_t place, int64_t begin, int64_t end) {
    const tern_block_cut *cut = &loop->result.cut;
    const float *pixels[MOST_POSITIONS];
    for (int64_t tile = begin; tile < end; tile++, place++) {
        tern_tile_inputs(&loop->tiling, tile, &loop->x, pixels);
        for (int64_t run = 0; run < loop->runs; run++)
            loop->transforms->input(block->x + run * loop->positions * x_plane(loop) + place * loop->run, x_plane(loop), pixels,
                                    run * loop->run, run_channels(loop, run), 0);
        tern_tile_gradients(&loop->tiling, tile, &loop->dy, pixels);
        for (int64_t b = 0; b < cut->count; b++) {
            float *target = block->dy + b * loop->positions * dy_plane(loop) + place * tern_cut_lanes(cut, b);
            loop->transforms->gradient(target, dy_plane(loop), pixels, b * cut->lanes, tern_cut_valid(cut, b));
        }
    }
}

// Adds the products of one run of input channels and one block of output channels, over the tiles of a block.
static void add_products(const weight_loop *loop, const tile_block *block, int64_t tiles, int64_t run, int64_t b,
                         block_sums sums) {
    const int64_t lanes = tern_cut_lanes(&loop->result.cut, b), channels = run_channels(loop, run), origin = 0;
    const tern_outer_function *add = loop->outers->run[tern_cut_width(&loop->result.cut, b)];
    const int64_t pieces = tern_divide_up(channels, loop->outers->rows);
    tern_outer_job job = {.lines = &origin, .line_count = 1, .line_pixels = tiles, .step = loop->run, .dy_step = lanes,
                          .prefetch = (const char *)sums.data};
    for (int64_t p = 0; p < loop->positions; p++) {
        const float *x = block->x + (run * loop->positions + p) * x_plane(loop);
        job.dy = block->dy + (b * loop->positions + p) * dy_plane(loop);
        for (int64_t piece = 0; piece < pieces; piece++) {
            const int64_t begin = channels * piece / pieces, end = channels * (piece + 1) / pieces;
            job.x = x + begin;
            job.sums = sums.data + p * sums.plane + begin * lanes;
            add[end - begin](&job);
        }
    }
}

// Transforms the sums of input channels first ..< first + channels back, into a group's result.
static void finish_sums(const weight_loop *loop, float *result, int64_t b, int64_t first, int64_t channels, block_sums sums) {
    const int64_t lanes = tern_cut_lanes(&loop->result.cut, b);
    loop->transforms->weight_gradient(result + b * loop->result.block_stride + first * lanes, loop->size->c * lanes, sums.data,
                                      sums.plane, channels * lanes);
}

// Small sums: a group of tiles from beginning to end.

static block_sums sums_of_block(const weight_loop *loop, float *data, int64_t b) {
    const int64_t width = loop->runs * loop->run;
    return (block_sums){data + b * loop->positions * width * loop->result.cut.lanes,
                        width * tern_cut_lanes(&loop->result.cut, b)};
}
static block_sums sums_of_run(const weight_loop *loop, block_sums sums, int64_t b, int64_t run) {
    sums.data += run * loop->run * tern_cut_lanes(&loop->result.cut, b);
    return sums;
}
static int64_t sums_floats(const weight_loop *loop) {
    return loop->positions * loop->runs * loop->run * tern_cut_padded(&loop->result.cut);
}

static void run_group(void *context, int64_t group, void *scratch) {
    const weight_loop *loop = context;
    const int64_t first = loop->tiling.count * group / loop->groups, last = loop->tiling.count * (group + 1) / loop->groups;
    const int64_t blocks = tern_divide_up(last - first, loop->most_tiles);
    float *sums = scratch;
    const tile_block block = {sums + sums_floats(loop), sums + sums_floats(loop) + x_floats(loop)};
    memset(sums, 0, (size_t)sums_floats(loop) * sizeof(float));
    for (int64_t i = 0; i < blocks; i++) {
        const int64_t begin = first + (last - first) * i / blocks, end = first + (last - first) * (i + 1) / blocks;
        transform_tiles(loop, &block, 0, begin, end);
        for (int64_t b = 0; b < loop->result.cut.count; b++)
            for (int64_t run = 0; run < loop->runs; run++)
                add_products(loop, &block, end - begin, run, b, sums_of_run(loop, sums_of_block(loop, sums, b), b, run));
    }
    for (int64_t b = 0; b < loop->result.cut.count; b++)
        finish_sums(loop, loop->result.data + group * loop->result_count, b, 0, loop->size->c, sums_of_block(loop, sums, b));
}

static bool run_groups(weight_loop *loop) {
    const size_t floats = (size_t)(sums_floats(loop) + x_floats(loop) + dy_floats(loop));
    return tern_parallel_items(loop->groups, 1, floats * sizeof(float), run_group, loop);
}

// Large sums: all threads work on one block of tiles at a time.

typedef struct {
    const weight_loop *loop;
    tile_block block;
    int64_t begin, end;        // the block's tiles
    float *sums;               // NULL when there is only one block, whose sums need not be kept
} shared_block;

static void transform_shared(void *context, int64_t begin, int64_t end) {
    const shared_block *shared = context;
    transform_tiles(shared->loop, &shared->block, begin, shared->begin + begin, shared->begin + end);
}

static void add_shared(void *context, int64_t item, void *scratch) {
    const shared_block *shared = context;
    const weight_loop *loop = shared->loop;
    const int64_t b = item / loop->runs, run = item % loop->runs, lanes = tern_cut_lanes(&loop->result.cut, b);
    if (shared->sums) {
        const block_sums sums = sums_of_run(loop, sums_of_block(loop, shared->sums, b), b, run);
        add_products(loop, &shared->block, shared->end - shared->begin, run, b, sums);
        if (shared->end == loop->tiling.count)
            finish_sums(loop, loop->result.data, b, run * loop->run, run_channels(loop, run), sums);
        return;
    }
    const block_sums sums = {scratch, loop->run * lanes};
    memset(sums.data, 0, (size_t)(loop->positions * sums.plane) * sizeof(float));
    add_products(loop, &shared->block, shared->end - shared->begin, run, b, sums);
    finish_sums(loop, loop->result.data, b, run * loop->run, run_channels(loop, run), sums);
}

static bool run_shared_blocks(weight_loop *loop) {
    const int64_t blocks = tern_divide_up(loop->tiling.count, loop->most_tiles);
    const size_t kept = blocks > 1 ? (size_t)sums_floats(loop) : 0;
    float *memory = tern_allocate((kept + (size_t)(x_floats(loop) + dy_floats(loop))) * sizeof(float), false);
    if (!memory) return false;
    memset(memory, 0, kept * sizeof(float));
    shared_block shared = {.loop = loop, .sums = kept ? memory : NULL};
    shared.block = (tile_block){memory + kept, memory + kept + x_floats(loop)};
    bool done = true;
    for (int64_t i = 0; i < blocks && done; i++) {
        shared.begin = loop->tiling.count * i / blocks;
        shared.end = loop->tiling.count * (i + 1) / blocks;
        tern_parallel_for(shared.end - shared.begin, 1, transform_shared, &shared);
        const size_t own = (size_t)(loop->positions * loop->run * loop->result.cut.lanes) * sizeof(float);
        done = tern_parallel_items(loop->result.cut.count * loop->runs, 1, kept ? 0 : own, add_shared, &shared);
    }
    tern_deallocate(memory);
    return done;
}

static int64_t between(int64_t value, int64_t least, int64_t most) {
    return value < least ? least : value > most ? most : value;
}

static bool run(weight_loop *loop, tern_isa isa, const tern_weight_view *view) {
    const int64_t tile_bytes = loop->positions * (loop->size->c + loop->size->k) * (int64_t)sizeof(float);
    const int64_t result_bytes = loop->result_count * (int64_t)sizeof(float);
    const bool small = sums_floats(loop) * (int64_t)sizeof(float) <= SMALL_SUMS && loop->tiling.count >= 2 * GROUP_TILES;
    if (small) {
        loop->most_tiles = between(OWN_BYTES / tile_bytes, FEWEST_OWN_TILES, loop->tiling.count);
        loop->groups = between(loop->tiling.count / GROUP_TILES, 1, between(GROUP_BYTES / result_bytes, 1, MOST_GROUPS));
    } else {
        loop->most_tiles = between(SHARED_BYTES / tile_bytes, FEWEST_SHARED_TILES, MOST_SHARED_TILES);
        if (loop->tiling.count <= MOST_SHARED_TILES) loop->most_tiles = loop->tiling.count;
        loop->groups = 1;
    }
    loop->result.data = tern_allocate((size_t)(loop->groups * result_bytes), false);
    if (!loop->result.data) return false;
    const bool done = small ? run_groups(loop) : run_shared_blocks(loop);
    if (done) {
        tern_add_partials(loop->result.data, loop->groups, loop->result_count);
        tern_unpack_weights(&loop->result, isa, view);
    }
    tern_deallocate(loop->result.data);
    return done;
}

bool tern_winograd_backward_weight(int32_t tile, const tern_conv2d_size *size, tern_isa isa, float *dweight,
                                   const int64_t *dweight_strides, const float *dy, const int64_t *dy_strides, const float *x,
                                   const int64_t *x_strides) {
    if (!tern_winograd_applies(size)) return false;
    const tern_weight_view view = tern_weight_view_forward(size, dweight, dweight_strides, NULL);
    weight_loop loop = {.size = size, .transforms = tern_winograd_transforms_of(isa, tile), .outers = tern_outer_kernels_of(isa),
                        .result = tern_packed_layout(isa, &view), .run = tern_block_kernels_of(isa)->lanes};
    loop.result_count = tern_packed_count(&loop.result, 1);
    loop.positions = (int64_t)loop.transforms->edge * loop.transforms->edge;
    loop.runs = tern_divide_up(size->c, loop.run);
    const int64_t most_channels = size->c > size->k ? size->c : size->k;
    const bool done = tern_image_open(&loop.x, isa, x, x_strides, size->n, size->c, size->h, size->w) &&
                      tern_image_open(&loop.dy, isa, dy, dy_strides, size->n, size->k, size->oh, size->ow) &&
                      tern_tiling_open(&loop.tiling, loop.transforms, size->n, size->oh, size->ow, size->pad_top,
                                       size->pad_left, most_channels) &&
                      run(&loop, isa, &view);
    tern_tiling_close(&loop.tiling);
    tern_image_close(&loop.x);
    tern_image_close(&loop.dy);
    return done;
}
