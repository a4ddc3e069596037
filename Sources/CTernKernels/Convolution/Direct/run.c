// The direct job: output pixels in tiles of up to a block's rows, tiles and output channel blocks shared out to threads.
#include <string.h>

#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../../Support/stream.h"
#include "../Layout/caches.h"
#include "emit.h"

enum {
    MOST_TILES = 64,                // of an item
    POINTER_BYTES = 64 << 10,       // an item's tables of pointers
    ITEM_OPERATIONS = 1 << 20,      // multiply-adds worth a thread
    ITEMS_PER_THREAD = 4,
};

// Everything that the items share.
typedef struct {
    const tern_direct_job *job;
    const tern_block_kernels *kernels;
    const tern_packed_weights *weights;
    bool packs_weights;                       // every item packs the blocks that it uses
    int64_t pixels, tiles, blocks;            // blocks: of all groups
    int64_t tiles_per_item, tile_runs, block_runs;
    bool tiles_outside;                       // all blocks for a tile, rather than all tiles for a block
    bool fetches_weights;                     // every block is used once, for all tiles
    bool stream;
    const float *zeros;
    // Of every tap; the last block of output channels is narrower.
    const int64_t *weight_offsets, *tail_weight_offsets, *input_offsets;
    int64_t first_row, last_row, first_column, last_column;  // of the taps
    int64_t prefetch_step, weight_step;       // weight_step: every tile fetches its share of a block of weights
} direct_loop;

// An item's scratch.
typedef struct {
    const float **inputs;  // [tile][tap][row of the block]
    float **outputs;       // [tile][row of the block]
    int64_t *rows;         // [tile]: how many of the block's rows it has
    float *sums;
    float *weights;        // one packed block, if items pack theirs
} direct_tables;

// Tiles differ by at most one pixel, so that no small one is left over.
static int64_t tile_begin(const direct_loop *loop, int64_t tile) { return loop->pixels * tile / loop->tiles; }

static bool is_inside(const direct_loop *loop, int64_t row, int64_t column) {
    const tern_image *in = &loop->job->in;
    return row + loop->first_row >= 0 && row + loop->last_row < in->h && column + loop->first_column >= 0 &&
           column + loop->last_column < in->w;
}

// Fills a tile's pointers for one output pixel; `row`, `column` is the input pixel of tap offset (0, 0), which lies at `origin`.
// `inside`: all taps are known to meet the input.
static void point_taps(const direct_loop *loop, const float **inputs, int64_t origin, int64_t row, int64_t column, bool inside) {
    const tern_direct_job *job = loop->job;
    const int64_t step = loop->kernels->rows;
    inside = inside || is_inside(loop, row, column);
    for (int64_t t = 0; t < job->tap_count; t++) {
        const int64_t h = row + job->taps[t].row, w = column + job->taps[t].column;
        const bool exists = inside || (h >= 0 && h < job->in.h && w >= 0 && w < job->in.w);
        inputs[t * step] = exists ? job->in.data + (origin + loop->input_offsets[t]) : loop->zeros;
    }
}

static void point_tile(const direct_loop *loop, const float **inputs, float **outputs, int64_t begin, int64_t end) {
    const tern_direct_job *job = loop->job;
    int64_t j = begin % job->out.w, i = begin / job->out.w % job->out.h, n = begin / job->out.w / job->out.h;
    // A row of output pixels after another.
    for (int64_t pixel = begin; pixel < end; j = 0) {
        int64_t origin = tern_offset4(job->in.strides, n, 0, i * job->stride_h, j * job->stride_w);
        float *output = job->out.data + tern_offset4(job->out.strides, n, 0, i, j);
        const int64_t row = i * job->stride_h, rest = end - pixel, last = (job->out.w - j < rest ? job->out.w : j + rest) - 1;
        const bool inside = is_inside(loop, row, j * job->stride_w) && is_inside(loop, row, last * job->stride_w);
        for (; j <= last; j++, pixel++) {
            point_taps(loop, inputs + (pixel - begin), origin, row, j * job->stride_w, inside);
            outputs[pixel - begin] = output;
            origin += job->stride_w * job->in.strides[3];
            output += job->out.strides[3];
        }
        if (++i < job->out.h) continue;
        i = 0;
        n++;
    }
}

static int64_t group_of(const direct_loop *loop, int64_t index) {
    return loop->job->groups == 1 ? 0 : index / loop->weights->cut.count;
}

// What is read next, fetched meanwhile. With all tiles in one item, that is the next block's weights, of which every tile
// fetches a share. Else it is, as long as the tile is new, the next tile's last taps: the earlier ones are in the caches already.
static void fetch_ahead(const direct_loop *loop, tern_block_job *sums, int64_t slot, int64_t index, bool is_first_block) {
    const tern_direct_job *job = loop->job;
    const tern_packed_weights *weights = loop->weights;
    if (loop->fetches_weights) {
        const int64_t next = index + 1 < loop->blocks ? index + 1 : index, group = group_of(loop, next);
        sums->prefetch_step = loop->weight_step;
        sums->prefetch = (const char *)tern_packed_block(weights, group, next - group * weights->cut.count) +
                         slot * job->tap_count * sums->channels * loop->weight_step;
    } else if (is_first_block && job->tap_count > 0) {
        const int64_t step = loop->kernels->rows;
        sums->prefetch = (const char *)(sums->pixels[(job->tap_count - 1) * step] + step * job->stride_w * job->in.strides[3]);
        sums->prefetch_step = loop->prefetch_step;
    }
}

static void run_tile(const direct_loop *loop, const direct_tables *tables, int64_t slot, int64_t index, bool is_first_block) {
    const tern_direct_job *job = loop->job;
    const tern_packed_weights *weights = loop->weights;
    const int64_t group = group_of(loop, index), block = index - group * weights->cut.count, step = loop->kernels->rows;
    const float **inputs = tables->inputs + slot * job->tap_count * step;
    const bool is_tail = block == weights->cut.count - 1;
    tern_block_job sums = {.taps = job->tap_count, .channels = weights->ins, .pixels = inputs, .stream = loop->stream,
                           .pixel_offset = group * weights->ins,
                           .tap_offsets = is_tail ? loop->tail_weight_offsets : loop->weight_offsets,
                           .weights = loop->packs_weights ? tables->weights : tern_packed_block(weights, group, block),
                           .prefetch = (const char *)loop->zeros};
    fetch_ahead(loop, &sums, slot, index, is_first_block);
    tern_emit_block(loop->kernels, &sums, &weights->cut, group, block, tables->rows[slot],
                    tables->outputs + slot * step, job->out.strides[1], job->epilogue, tables->sums);
}

static direct_tables place_tables(const direct_loop *loop, void *scratch) {
    const int64_t pointers = loop->tiles_per_item * loop->kernels->rows;
    direct_tables tables = {.sums = scratch};
    tables.outputs = (float **)(tables.sums + TERN_EMIT_SCRATCH);
    tables.rows = (int64_t *)(tables.outputs + pointers);
    tables.inputs = (const float **)(tables.rows + loop->tiles_per_item);
    tables.weights = (float *)(tables.inputs + pointers * loop->job->tap_count);
    return tables;
}

static size_t table_bytes(const direct_loop *loop) {
    const int64_t pointers = loop->tiles_per_item * loop->kernels->rows * (loop->job->tap_count + 1);
    const int64_t weights = loop->packs_weights ? loop->weights->block_stride : 0;
    return (TERN_EMIT_SCRATCH + (size_t)weights) * sizeof(float) + (size_t)pointers * sizeof(void *) +
           (size_t)loop->tiles_per_item * sizeof(int64_t);
}

static void pack_block(const direct_loop *loop, float *target, int64_t index) {
    const tern_packed_weights *weights = loop->weights;
    const int64_t group = index / weights->cut.count, block = index % weights->cut.count;
    tern_pack_part(weights, loop->job->isa, loop->job->view, group, block, 0, weights->ins, target,
                   weights->ins * tern_cut_lanes(&weights->cut, block));
}

static void point_tiles(const direct_loop *loop, const direct_tables *tables, int64_t first, int64_t tiles) {
    const int64_t step = loop->kernels->rows;
    for (int64_t t = 0; t < tiles; t++) {
        const int64_t pixel = tile_begin(loop, first + t), next = tile_begin(loop, first + t + 1);
        point_tile(loop, tables->inputs + t * loop->job->tap_count * step, tables->outputs + t * step, pixel, next);
        tables->rows[t] = next - pixel;
    }
}

// A share of all tiles of all blocks, block after block.
static void run_share(const direct_loop *loop, const direct_tables *tables, int64_t part) {
    // Whole blocks, if the item packs them or has several.
    const bool is_whole = loop->packs_weights || loop->blocks >= 3 * loop->block_runs;
    const int64_t tiles = loop->tiles, unit = is_whole ? tiles : 1, units = loop->blocks * tiles / unit;
    const int64_t begin = units * part / loop->block_runs * unit, end = units * (part + 1) / loop->block_runs * unit;
    int64_t block = begin / tiles, tile = begin % tiles;
    point_tiles(loop, tables, 0, tiles);
    for (int64_t i = begin; i < end; i++) {
        if (loop->packs_weights && tile == 0) pack_block(loop, tables->weights, block);
        run_tile(loop, tables, tile, block, block == begin / tiles);
        if (++tile < tiles) continue;
        tile = 0;
        block++;
    }
}

// Some tiles and some blocks.
static void run_rectangle(const direct_loop *loop, const direct_tables *tables, int64_t run, int64_t part) {
    const int64_t first = run * loop->tiles_per_item, rest = loop->tiles - first;
    const int64_t tiles = rest < loop->tiles_per_item ? rest : loop->tiles_per_item;
    const int64_t begin = loop->blocks * part / loop->block_runs, end = loop->blocks * (part + 1) / loop->block_runs;
    point_tiles(loop, tables, first, tiles);
    if (loop->tiles_outside) {
        for (int64_t t = 0; t < tiles; t++)
            for (int64_t b = begin; b < end; b++) run_tile(loop, tables, t, b, b == begin);
    } else {
        for (int64_t b = begin; b < end; b++)
            for (int64_t t = 0; t < tiles; t++) run_tile(loop, tables, t, b, b == begin);
    }
}

static void run_item(void *context, int64_t item, void *scratch) {
    const direct_loop *loop = context;
    const direct_tables tables = place_tables(loop, scratch);
    if (loop->tile_runs == 1) run_share(loop, &tables, item);
    else run_rectangle(loop, &tables, item / loop->block_runs, item % loop->block_runs);
    if (loop->stream) tern_finish_streaming();
}

static int64_t at_least(int64_t value, int64_t least) { return value > least ? value : least; }
static int64_t at_most(int64_t value, int64_t most) { return value < most ? value : most; }

// How much an item takes: tiles that share the caches, and few enough of them that every thread gets several items. A few
// pixels are all in every item, and every block of weights is read once.
static void cut_items(direct_loop *loop) {
    const tern_direct_job *job = loop->job;
    const int64_t taps = at_least(job->tap_count, 1), rows = loop->kernels->rows;
    const int64_t weight_bytes = tern_packed_count(loop->weights, job->groups) * (int64_t)sizeof(float);
    const int64_t tile_bytes = rows * job->in.c * job->stride_h * job->stride_w * (int64_t)sizeof(float);
    // Weights that stay in the core's cache beside the tiles let every tile be finished at once. Else as many tiles as fit
    // there share a block of weights.
    loop->tiles_outside = weight_bytes <= tern_core_cache_bytes() * 2 / 5;
    const int64_t resident = at_least(tern_core_cache_bytes() / 4 / tile_bytes, 4);
    int64_t tiles = loop->tiles_outside ? MOST_TILES / 4 : at_most(resident, MOST_TILES);
    tiles = at_least(at_most(tiles, POINTER_BYTES / (taps * rows * (int64_t)sizeof(void *))), 1);
    const int64_t wanted = ITEMS_PER_THREAD * (int64_t)tern_thread_count();
    if (loop->tiles <= tiles) {
        loop->packs_weights = !loop->weights->data && !loop->tiles_outside;
        loop->block_runs = at_most(wanted / 2, loop->packs_weights ? loop->blocks : loop->blocks * loop->tiles);
        loop->tiles_per_item = loop->tiles;
        loop->tile_runs = 1;
        loop->weight_step = tern_divide_up(loop->weights->cut.lanes * (int64_t)sizeof(float), loop->tiles);
        return;
    }
    loop->block_runs = at_least(at_most(tern_divide_up(wanted, tern_divide_up(loop->tiles, tiles)), loop->blocks), 1);
    if (tern_divide_up(loop->tiles, tiles) * loop->block_runs < wanted)
        tiles = at_least(loop->tiles * loop->block_runs / wanted, 1);
    loop->tiles_per_item = tiles;
    loop->tile_runs = tern_divide_up(loop->tiles, tiles);
}

// `offsets` has room for three numbers for each tap.
static void measure_taps(direct_loop *loop, int64_t *offsets) {
    const tern_direct_job *job = loop->job;
    int64_t *weight = offsets, *tail_weight = weight + job->tap_count, *input = tail_weight + job->tap_count;
    for (int64_t t = 0; t < job->tap_count; t++) {
        const tern_tap *tap = &job->taps[t];
        input[t] = tap->row * job->in.strides[2] + tap->column * job->in.strides[3];
        weight[t] = tap->index * loop->weights->ins * loop->weights->cut.lanes;
        tail_weight[t] = tap->index * loop->weights->ins * loop->weights->cut.tail_lanes;
        if (t == 0 || tap->row < loop->first_row) loop->first_row = tap->row;
        if (t == 0 || tap->row > loop->last_row) loop->last_row = tap->row;
        if (t == 0 || tap->column < loop->first_column) loop->first_column = tap->column;
        if (t == 0 || tap->column > loop->last_column) loop->last_column = tap->column;
    }
    loop->weight_offsets = weight;
    loop->tail_weight_offsets = tail_weight;
    loop->input_offsets = input;
}

// A line for each channel covers the next tile of a 1 x 1 kernel; larger kernels come round to every channel several times.
static int64_t prefetch_step(const tern_direct_job *job) {
    if (job->tap_count <= 1) return 64 * job->stride_h * job->stride_w;
    return at_least(64 / job->tap_count, 8);
}

// Runs the loop, whose weights are packed or need not be.
static bool run_items(direct_loop *loop) {
    const tern_direct_job *job = loop->job;
    const size_t zero_bytes = ((size_t)job->in.c * sizeof(float) + 63) & ~(size_t)63;
    char *memory = tern_allocate(zero_bytes + 3 * (size_t)job->tap_count * sizeof(int64_t), false);
    if (!memory) return false;
    memset(memory, 0, zero_bytes);
    loop->zeros = (const float *)memory;
    measure_taps(loop, (int64_t *)(memory + zero_bytes));
    const int64_t items = loop->tile_runs * loop->block_runs;
    const int64_t item_cost = loop->tiles * loop->kernels->rows * loop->blocks * loop->weights->cut.lanes * loop->weights->ins *
                              at_least(job->tap_count, 1) / items;
    const bool done = tern_parallel_items(items, ITEM_OPERATIONS / at_least(item_cost, 1),
                                          table_bytes(loop), run_item, loop);
    tern_deallocate(memory);
    return done;
}

bool tern_direct_run(const tern_direct_job *job) {
    direct_loop loop = {.job = job, .kernels = tern_block_kernels_of(job->isa), .prefetch_step = prefetch_step(job)};
    tern_packed_weights own = {0};
    bool wanted = false;
    if (!job->weights) tern_find_packed_weights(&own, job->isa, job->view, &wanted);
    loop.weights = job->weights ? job->weights : &own;
    loop.pixels = job->out.n * job->out.h * job->out.w;
    loop.tiles = tern_divide_up(loop.pixels, loop.kernels->rows);
    loop.blocks = job->groups * loop.weights->cut.count;
    if (loop.pixels == 0 || loop.blocks == 0) return true;
    loop.stream = job->stream && tern_can_stream(&job->out, &loop.weights->cut, loop.kernels->lanes);
    cut_items(&loop);
    if (wanted) loop.packs_weights = false;
    const bool packed = loop.weights->data || loop.packs_weights || tern_make_packed_weights(&own, job->isa, job->view, wanted);
    loop.fetches_weights = loop.tile_runs == 1 && loop.weights->data;
    const bool done = packed && run_items(&loop);
    tern_free_packed_weights(&own);
    return done;
}
