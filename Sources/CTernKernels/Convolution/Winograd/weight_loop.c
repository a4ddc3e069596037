// Transforming the tiles of x and dy, and multiplying them position by position.
#include "weight_loop.h"

#include "../../Support/geometry.h"

enum {
    MOST_POSITIONS = TERN_MOST_WINOGRAD_EDGE * TERN_MOST_WINOGRAD_EDGE,
    PLANE_GAP = 16,        // floats between planes, lest all of them fall into the same cache sets
    CHUNK_TILES = 128,     // whose dy, of one block, and x, of one run, stay in the first-level cache
};

static int64_t x_plane(const tern_weight_sum *loop) { return loop->runs * loop->most_tiles * loop->run + PLANE_GAP; }
static int64_t dy_plane(const tern_weight_sum *loop) {
    return loop->most_tiles * tern_cut_padded(&loop->packed.cut) + PLANE_GAP;
}
int64_t tern_weight_x_floats(const tern_weight_sum *loop) { return loop->positions * x_plane(loop); }
int64_t tern_weight_dy_floats(const tern_weight_sum *loop) { return loop->positions * dy_plane(loop); }

int64_t tern_weight_sums_plane(const tern_weight_sum *loop) {
    return loop->size->c * tern_cut_padded(&loop->packed.cut) + PLANE_GAP;
}

static int64_t run_channels(const tern_weight_sum *loop, int64_t run) {
    const int64_t rest = loop->size->c - run * loop->run;
    return rest < loop->run ? rest : loop->run;
}

void tern_weight_transform_tiles(const tern_weight_sum *loop, const tern_weight_tiles *tiles, int64_t place, int64_t begin,
                                 int64_t end) {
    const tern_block_cut *cut = &loop->packed.cut;
    const tern_winograd_transforms *transforms = loop->transforms;
    const int64_t ahead = 2 * transforms->size * loop->x.strides[3];
    const float *pixels[MOST_POSITIONS];
    for (int64_t tile = begin; tile < end; tile++, place++) {
        tern_tile_inputs(&loop->tiling, tile, &loop->x, pixels);
        for (int64_t run = 0; run < loop->runs; run++)
            transforms->input(tiles->x + (run * loop->most_tiles + place) * loop->run, x_plane(loop), pixels, run * loop->run,
                              run_channels(loop, run), ahead);
        tern_tile_gradients(&loop->tiling, tile, &loop->dy, pixels);
        for (int64_t b = 0; b < cut->count; b++) {
            float *target = tiles->dy + b * loop->most_tiles * cut->lanes + place * tern_cut_lanes(cut, b);
            transforms->gradient(target, dy_plane(loop), pixels, b * cut->lanes, tern_cut_valid(cut, b));
        }
    }
}

// What the next position reads is fetched while this one is multiplied, a block's share of it in each call: by turns a piece
// of the sums fetches some of x and some of dy.
typedef struct {
    const char *next;
    int64_t step;     // bytes for each tile of a piece
} fetched;

static void fetch(tern_outer_job *job, fetched *from) {
    job->prefetch = from->next;
    job->prefetch_step = from->step;
    from->next += from->step * job->line_pixels;
}

void tern_weight_add_products(const tern_weight_sum *loop, const tern_weight_tiles *tiles, int64_t count, int64_t position,
                              int64_t block, float *sums, bool starts) {
    const tern_block_cut *cut = &loop->packed.cut;
    const int64_t lanes = tern_cut_lanes(cut, block), rows = loop->outers->rows, origin = 0, item = sizeof(float);
    const tern_outer_function *add = loop->outers->run[tern_cut_width(cut, block)];
    const float *x = tiles->x + position * x_plane(loop);
    const float *dy = tiles->dy + position * dy_plane(loop) + block * loop->most_tiles * cut->lanes;
    const int64_t all_pieces = loop->runs * (loop->run / rows), ahead = position + 1 < loop->positions;
    fetched from[2] = {
        {(const char *)(x + ahead * (x_plane(loop) + x_plane(loop) / cut->count * block)),
         ahead * tern_divide_up(2 * item * loop->runs * loop->run, all_pieces * cut->count)},
        {(const char *)(dy + ahead * dy_plane(loop)), ahead * tern_divide_up(2 * item * lanes, all_pieces)},
    };
    const int64_t chunks = tern_divide_up(count, CHUNK_TILES);
    for (int64_t chunk = 0; chunk < chunks; chunk++) {
        const int64_t first = count * chunk / chunks;
        tern_outer_job job = {.lines = &origin, .line_count = 1, .line_pixels = count * (chunk + 1) / chunks - first,
                              .step = loop->run, .dy = dy + first * lanes, .dy_step = lanes, .starts = starts && chunk == 0};
        for (int64_t run = 0; run < loop->runs; run++) {
            const int64_t channels = run_channels(loop, run), pieces = tern_divide_up(channels, rows);
            for (int64_t piece = 0; piece < pieces; piece++) {
                const int64_t begin = channels * piece / pieces, end = channels * (piece + 1) / pieces;
                job.x = x + (run * loop->most_tiles + first) * loop->run + begin;
                job.sums = sums + (run * loop->run + begin) * lanes;
                fetch(&job, &from[(run + piece) % 2]);
                add[end - begin](&job);
            }
        }
    }
}
