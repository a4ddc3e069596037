// Position after position: one matrix product of many tiles' inputs and gradients after another. Each of the sums is then
// loaded and stored only a few times, at the price of writing all transformed tiles to memory.
#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../../Support/grain.h"
#include "weight_loop.h"

enum {
    RESIDENT_BYTES = 512 << 10,  // of one position's transformed tiles, which stay in a core's cache
    FEWEST_TILES = 128,          // in hand, so that sums are not loaded and stored too often
    FINISHED_CHANNELS = 32,      // input channels of a block that are transformed back at a time
};

typedef struct {
    const tern_weight_sum *loop;
    tern_weight_tiles tiles;
    int64_t first, count;        // of the tiles in hand
    float *sums;
} shared_sum;

static void transform_tiles(void *context, int64_t begin, int64_t end) {
    const shared_sum *sum = context;
    tern_weight_transform_tiles(sum->loop, &sum->tiles, begin, sum->first + begin, sum->first + end);
}

// Pairs of a position and a block of output channels: neighbours share a position's x.
static void add_pairs(void *context, int64_t begin, int64_t end) {
    const shared_sum *sum = context;
    const int64_t blocks = sum->loop->packed.cut.count;
    for (int64_t pair = begin; pair < end; pair++) {
        const int64_t position = pair / blocks, block = pair % blocks;
        tern_weight_add_products(sum->loop, &sum->tiles, sum->count, position, block,
                                 sum->sums + tern_weight_sums_offset(sum->loop, position, block), sum->first == 0);
    }
}

static int64_t finished_pieces(const tern_weight_sum *loop) { return tern_divide_up(loop->size->c, FINISHED_CHANNELS); }

static void finish_piece(void *context, int64_t item, void *scratch) {
    const shared_sum *sum = context;
    const tern_weight_sum *loop = sum->loop;
    const int64_t pieces = finished_pieces(loop), block = item / pieces, first = item % pieces * FINISHED_CHANNELS;
    const int64_t rest = loop->size->c - first, channels = rest < FINISHED_CHANNELS ? rest : FINISHED_CHANNELS;
    const int64_t lanes = tern_cut_lanes(&loop->packed.cut, block), count = channels * lanes;
    const float *sums = sum->sums + tern_weight_sums_offset(loop, 0, block) + first * lanes;
    loop->transforms->weight_gradient(scratch, count, sums, tern_weight_sums_plane(loop), count);
    tern_unpack_part(&loop->packed, loop->isa, loop->view, 0, block, first, channels, scratch, count);
}

static bool run_tiles(shared_sum *sum) {
    const tern_weight_sum *loop = sum->loop;
    const int64_t blocks = loop->packed.cut.count, runs = tern_divide_up(loop->tiling.count, loop->most_tiles);
    const int64_t tile_cost = loop->positions * (loop->size->c + loop->size->k) / 4;
    for (int64_t i = 0; i < runs; i++) {
        sum->first = loop->tiling.count * i / runs;
        sum->count = loop->tiling.count * (i + 1) / runs - sum->first;
        tern_parallel_for(sum->count, tern_grain(tile_cost), transform_tiles, sum);
        const int64_t pair_cost = sum->count * loop->size->c * loop->packed.cut.lanes / 16;
        tern_parallel_for(loop->positions * blocks, tern_grain(pair_cost), add_pairs, sum);
    }
    const size_t scratch = (size_t)(loop->packed.taps * FINISHED_CHANNELS * loop->packed.cut.lanes) * sizeof(float);
    return tern_parallel_items(blocks * finished_pieces(loop), 1, scratch, finish_piece, sum);
}

bool tern_weight_by_position(tern_weight_sum *loop) {
    const int64_t resident = RESIDENT_BYTES / ((loop->size->c + loop->size->k) * (int64_t)sizeof(float));
    loop->most_tiles = resident < FEWEST_TILES ? FEWEST_TILES : resident;
    if (loop->most_tiles > loop->tiling.count) loop->most_tiles = loop->tiling.count;
    const int64_t x_floats = tern_weight_x_floats(loop), dy_floats = tern_weight_dy_floats(loop);
    float *memory = tern_allocate((size_t)(tern_weight_sums_floats(loop) + x_floats + dy_floats) * sizeof(float), false);
    if (!memory) return false;
    shared_sum sum = {.loop = loop, .sums = memory};
    sum.tiles.x = memory + tern_weight_sums_floats(loop);
    sum.tiles.dy = sum.tiles.x + x_floats;
    const bool done = run_tiles(&sum);
    tern_deallocate(memory);
    return done;
}
