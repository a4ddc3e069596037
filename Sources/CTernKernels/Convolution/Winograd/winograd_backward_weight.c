// The gradient of the weight: dW = G^T [ sum over tiles of (A dY A^T) . (B^T d B) ] G.
//
// For each position of the tile the sum is a product of two matrices over the tiles. Where the sums of all positions are small,
// groups of tiles are summed independently, each into its own copy of the sums; else weight_by_position.c does
// one position after another. Which of the two, the groups and the blocks depend on the shape alone.
#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../Layout/partial.h"
#include "weight_loop.h"
#include "winograd.h"

enum {
    SMALL_SUMS = 3 << 20,            // bytes of sums that a thread may have to itself
    OWN_BYTES = 900 << 10,           // of transformed values, which stay in its second-level cache
    FEWEST_TILES = 24,               // of a block, so that sums are not loaded and stored too often
    GROUP_TILES = 64,                // at least
    MOST_GROUPS = 16,
    GROUP_BYTES = 5 << 20,           // of all groups' results
};

typedef struct {
    const tern_weight_sum *loop;
    int64_t groups;
    float *results;                  // packed, one group after the other
    int64_t result_count;            // floats of one
} group_sums;

// A group of tiles, from beginning to end.
static void run_group(void *context, int64_t group, void *scratch) {
    const group_sums *job = context;
    const tern_weight_sum *loop = job->loop;
    const int64_t first = loop->tiling.count * group / job->groups, last = loop->tiling.count * (group + 1) / job->groups;
    const int64_t blocks = tern_divide_up(last - first, loop->most_tiles);
    const tern_block_cut *cut = &loop->packed.cut;
    float *sums = scratch, *x = sums + tern_weight_sums_floats(loop);
    const tern_weight_tiles tiles = {x, x + tern_weight_x_floats(loop)};
    for (int64_t i = 0; i < blocks; i++) {
        const int64_t begin = first + (last - first) * i / blocks, end = first + (last - first) * (i + 1) / blocks;
        tern_weight_transform_tiles(loop, &tiles, 0, begin, end);
        for (int64_t p = 0; p < loop->positions; p++)
            for (int64_t b = 0; b < cut->count; b++)
                tern_weight_add_products(loop, &tiles, end - begin, p, b, sums + tern_weight_sums_offset(loop, p, b), i == 0);
    }
    for (int64_t b = 0; b < cut->count; b++) {
        const int64_t count = loop->size->c * tern_cut_lanes(cut, b);
        loop->transforms->weight_gradient(job->results + group * job->result_count + b * loop->packed.block_stride, count,
                                          sums + tern_weight_sums_offset(loop, 0, b), tern_weight_sums_plane(loop), count);
    }
}

static int64_t between(int64_t value, int64_t least, int64_t most) {
    return value < least ? least : value > most ? most : value;
}

static bool run_groups(tern_weight_sum *loop) {
    group_sums job = {.loop = loop, .result_count = tern_packed_count(&loop->packed, 1)};
    const int64_t tile_bytes = loop->positions * (loop->size->c + loop->size->k) * (int64_t)sizeof(float);
    const int64_t result_bytes = job.result_count * (int64_t)sizeof(float);
    loop->most_tiles = between(OWN_BYTES / tile_bytes, FEWEST_TILES, loop->tiling.count);
    job.groups = between(loop->tiling.count / GROUP_TILES, 1, between(GROUP_BYTES / result_bytes, 1, MOST_GROUPS));
    job.results = tern_allocate((size_t)(job.groups * result_bytes), false);
    if (!job.results) return false;
    const size_t floats = (size_t)(tern_weight_sums_floats(loop) + tern_weight_x_floats(loop) + tern_weight_dy_floats(loop));
    const bool done = tern_parallel_items(job.groups, 1, floats * sizeof(float), run_group, &job);
    if (done) {
        tern_add_partials(job.results, job.groups, job.result_count);
        loop->packed.data = job.results;
        tern_unpack_weights(&loop->packed, loop->isa, loop->view);
    }
    tern_deallocate(job.results);
    return done;
}

static bool run(tern_weight_sum *loop) {
    const bool small = tern_weight_sums_floats(loop) * (int64_t)sizeof(float) <= SMALL_SUMS;
    if (loop->tiling.count == 0) return false;
    return small && loop->tiling.count >= 2 * GROUP_TILES ? run_groups(loop) : tern_weight_by_position(loop);
}

// Runs of whole vectors, which the transforms write, and of whole pieces, which the products read.
static int64_t run_channels(int64_t lanes, int64_t rows) {
    int64_t run = lanes;
    while (run % rows != 0) run += lanes;
    return run;
}

bool tern_winograd_backward_weight(int32_t tile, const tern_conv2d_size *size, tern_isa isa, float *dweight,
                                   const int64_t *dweight_strides, const float *dy, const int64_t *dy_strides, const float *x,
                                   const int64_t *x_strides) {
    if (!tern_winograd_applies(size)) return false;
    const tern_weight_view view = tern_weight_view_forward(size, dweight, dweight_strides, NULL);
    tern_weight_sum loop = {.size = size, .transforms = tern_winograd_transforms_of(isa, tile), .isa = isa, .view = &view,
                             .outers = tern_outer_kernels_of(isa), .packed = tern_packed_layout(isa, &view)};
    loop.positions = (int64_t)loop.transforms->edge * loop.transforms->edge;
    loop.run = run_channels(tern_block_kernels_of(isa)->lanes, loop.outers->rows);
    loop.runs = tern_divide_up(size->c, loop.run);
    const int64_t most_channels = size->c > size->k ? size->c : size->k;
    const bool done = tern_image_open(&loop.x, isa, x, x_strides, size->n, size->c, size->h, size->w) &&
                      tern_image_open(&loop.dy, isa, dy, dy_strides, size->n, size->k, size->oh, size->ow) &&
                      tern_tiling_open(&loop.tiling, loop.transforms, size->n, size->oh, size->ow, size->pad_top,
                                       size->pad_left, most_channels) &&
                      run(&loop);
    tern_tiling_close(&loop.tiling);
    tern_image_close(&loop.x);
    tern_image_close(&loop.dy);
    return done;
}
