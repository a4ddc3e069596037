// Position after position: one matrix product of many tiles' inputs and all filters after another. Transformed filters, four
// times as large as the weight, are then read only once, at the price of writing the products of all positions to memory.
#include "../../Support/grain.h"
#include "../../Support/stream.h"
#include "../../include/tern_runtime.h"
#include "../Layout/caches.h"
#include "loop.h"

// As many tiles as are in hand at a time.
typedef struct {
    const tern_winograd_loop *loop;
    int64_t first, tiles;
    tern_tile_planes inputs;     // [position][tile][channel]
    tern_tile_planes products;   // [position][block of output channels][tile][lanes of the block]
} tile_run;

static void transform_inputs(void *context, int64_t begin, int64_t end) {
    const tile_run *run = context;
    const tern_tile_planes inputs = {run->inputs.data + begin * run->loop->tile_step, run->inputs.plane};
    tern_winograd_inputs(run->loop, inputs, run->first + begin, run->first + end);
}

static const float *filters_of(const tern_winograd_loop *loop, int64_t position, int64_t block) {
    const tern_winograd_filters *filters = &loop->filters;
    return filters->data + block * filters->block_stride + position * filters->ins * tern_cut_lanes(&filters->cut, block);
}

// The products of one position and one block of output channels. The filters that come next are fetched meanwhile.
static void multiply(const tile_run *run, int64_t position, int64_t block, const float *next_filters) {
    const tern_winograd_loop *loop = run->loop;
    const tern_block_cut *cut = &loop->filters.cut;
    const int64_t lanes = tern_cut_lanes(cut, block), groups = tern_divide_up(run->tiles, loop->kernels->rows), no_offset = 0;
    const float *rows[TERN_MOST_BLOCK_ROWS];
    float *sums[TERN_MOST_BLOCK_ROWS];
    tern_block_job job = {.taps = 1, .channels = loop->filters.ins, .tap_offsets = &no_offset, .pixels = rows, .out = sums,
                          .pixel_offset = position * run->inputs.plane, .weights = filters_of(loop, position, block),
                          .out_offset = position * run->products.plane + block * run->tiles * cut->lanes,
                          .prefetch_step = tern_divide_up(lanes * (int64_t)sizeof(float), groups)};
    for (int64_t g = 0; g < groups; g++) {
        const int64_t begin = run->tiles * g / groups, end = run->tiles * (g + 1) / groups;
        for (int64_t t = begin; t < end; t++) {
            rows[t - begin] = run->inputs.data + t * loop->tile_step;
            sums[t - begin] = run->products.data + t * lanes;
        }
        job.prefetch = (const char *)next_filters + g * job.channels * job.prefetch_step;
        loop->kernels->run[tern_cut_width(cut, block)][end - begin](&job);
    }
}

// Pairs of a position and a block: neighbours share a position's inputs.
static void multiply_pairs(void *context, int64_t begin, int64_t end) {
    const tile_run *run = context;
    const int64_t blocks = run->loop->filters.cut.count, last = tern_winograd_positions(run->loop) * blocks - 1;
    for (int64_t pair = begin; pair < end; pair++) {
        const int64_t next = pair < last ? pair + 1 : pair;
        multiply(run, pair / blocks, pair % blocks, filters_of(run->loop, next / blocks, next % blocks));
    }
}

static void transform_outputs(void *context, int64_t begin, int64_t end) {
    const tile_run *run = context;
    const tern_block_cut *cut = &run->loop->filters.cut;
    float scratch[TERN_OUTPUT_SCRATCH];
    for (int64_t tile = begin; tile < end; tile++)
        for (int64_t block = 0; block < cut->count; block++) {
            float *data = run->products.data + block * run->tiles * cut->lanes + tile * tern_cut_lanes(cut, block);
            tern_winograd_output(run->loop, (tern_tile_planes){data, run->products.plane}, run->first + tile, block, scratch);
        }
    if (run->loop->stream) tern_finish_streaming();
}

static void run_tiles(tile_run *run) {
    const tern_winograd_loop *loop = run->loop;
    const int64_t positions = tern_winograd_positions(loop), blocks = loop->filters.cut.count;
    const int64_t tile_cost = positions * loop->in.c / 4, grain = 1 + (32 << 10) / tile_cost;
    tern_parallel_for(run->tiles, grain, transform_inputs, run);
    const int64_t pair_cost = run->tiles * loop->in.c * loop->filters.cut.lanes / 16;
    tern_parallel_for(positions * blocks, tern_grain(pair_cost), multiply_pairs, run);
    tern_parallel_for(run->tiles, grain, transform_outputs, run);
}

bool tern_winograd_by_position(tern_winograd_loop *loop) {
    if (!tern_winograd_all_filters(loop)) return false;
    // The inputs of one position stay in the core's cache while they meet all filters.
    const int64_t resident = tern_core_cache_bytes() / 4 / (loop->tile_step * (int64_t)sizeof(float));
    const int64_t most = resident < loop->kernels->rows ? loop->kernels->rows : resident;
    const int64_t runs = tern_divide_up(loop->tiling.count, most), most_tiles = tern_divide_up(loop->tiling.count, runs);
    tile_run run = {.loop = loop};
    run.inputs.plane = most_tiles * loop->tile_step + TERN_PLANE_GAP;
    run.products.plane = most_tiles * tern_cut_padded(&loop->filters.cut) + TERN_PLANE_GAP;
    const int64_t positions = tern_winograd_positions(loop);
    float *memory = tern_allocate((size_t)(positions * (run.inputs.plane + run.products.plane)) * sizeof(float), false);
    if (!memory) return false;
    run.inputs.data = memory;
    run.products.data = memory + positions * run.inputs.plane;
    for (int64_t i = 0; i < runs; i++) {
        run.first = loop->tiling.count * i / runs;
        run.tiles = loop->tiling.count * (i + 1) / runs - run.first;
        run_tiles(&run);
    }
    tern_deallocate(memory);
    return true;
}
