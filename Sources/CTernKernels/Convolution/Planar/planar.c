// Planar convolution: each item stages a band of padded input rows, channel by channel, so that the columns that meet one
// weight are contiguous: with a stride, every phase of the columns has a run of its own.
#include "planar.h"

#include <string.h>

#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "column_results.h"
#include "columns.h"

// Two vectors of columns by six channels fit into the registers of every instruction set.
enum { TILE_VECTORS = 2, BAND_ROWS = 8, ITEM_OPERATIONS = 1 << 20, MOST_CHANNELS = 8, MOST_LANES = 16 };

typedef struct {
    const tern_conv2d_size *size;
    const tern_column_kernels *kernels;
    const float *weights;               // [block][filter][channels of the block]
    const int64_t *offsets;             // where the columns of a weight begin, from an output row's first staged row
    const float *x;
    const int64_t *x_strides;
    tern_result y;
    tern_epilogue epilogue;
    int64_t filter, blocks;             // products of a sum; blocks of output channels
    int64_t band_rows, bands;           // output rows of a band; bands of an image
    int64_t phase_width, row_floats;    // staged columns of a phase; floats of a staged row
} planar_loop;

static int64_t block_begin(const planar_loop *loop, int64_t block) { return loop->size->k * block / loop->blocks; }
static int64_t tile_columns(const planar_loop *loop) { return TILE_VECTORS * (int64_t)loop->kernels->lanes; }

// Row `row` of the input: [channel][phase][column].
static void stage_row(const planar_loop *loop, float *target, int64_t n, int64_t row) {
    const tern_conv2d_size *size = loop->size;
    const int64_t *strides = loop->x_strides, step = size->stride_w;
    memset(target, 0, (size_t)loop->row_floats * sizeof(float));
    if (row < 0 || row >= size->h) return;
    for (int64_t c = 0; c < size->c; c++) {
        const float *line = loop->x + tern_offset4(strides, n, c, row, 0);
        for (int64_t phase = 0; phase < step; phase++, target += loop->phase_width) {
            const int64_t first = phase - size->pad_left;
            const tern_range columns =
                tern_steps_inside((tern_range){0, loop->phase_width}, first, step, (tern_range){0, size->w});
            if (columns.begin >= columns.end) continue;
            const float *source = line + (first + columns.begin * step) * strides[3];
            const int64_t source_step = step * strides[3], count = columns.end - columns.begin;
            if (source_step == 1) memcpy(target + columns.begin, source, (size_t)count * sizeof(float));
            else for (int64_t i = 0; i < count; i++) target[columns.begin + i] = source[i * source_step];
        }
    }
}

static void convolve_row(const planar_loop *loop, const float *staged, int64_t n, int64_t i) {
    float buffer[TERN_COLUMN_CHANNELS * TILE_VECTORS * MOST_LANES];
    const int64_t lanes = loop->kernels->lanes, tile = tile_columns(loop);
    tern_column_job job = {.offsets = loop->offsets, .filter = loop->filter, .epilogue = &loop->epilogue, .out = buffer,
                           .out_step = tile};
    for (int64_t column = 0; column < loop->size->ow; column += tile) {
        const int64_t rest = loop->size->ow - column, columns = rest < tile ? rest : tile;
        job.x = staged + column;
        for (int64_t block = 0; block < loop->blocks; block++) {
            const int64_t first = block_begin(loop, block), channels = block_begin(loop, block + 1) - first;
            float *result = loop->y.data + tern_offset4(loop->y.strides, n, first, i, column);
            job.channel = first;
            job.weights = loop->weights + first * loop->filter;
            tern_fetch_columns(&loop->y, &loop->epilogue, result, buffer, tile, channels, columns);
            loop->kernels->run[tern_divide_up(columns, lanes)][channels](&job);
            tern_copy_columns(&loop->y, result, buffer, tile, channels, columns);
        }
    }
}

static void convolve_band(void *context, int64_t item, void *scratch) {
    const planar_loop *loop = context;
    const tern_conv2d_size *size = loop->size;
    const int64_t n = item / loop->bands, first = item % loop->bands * loop->band_rows, rest = size->oh - first;
    const int64_t rows = rest < loop->band_rows ? rest : loop->band_rows;
    const int64_t needed = (rows - 1) * size->stride_h + (size->kh - 1) * size->dilation_h + 1;
    float *staged = scratch;
    for (int64_t r = 0; r < needed; r++)
        stage_row(loop, staged + r * loop->row_floats, n, first * size->stride_h - size->pad_top + r);
    for (int64_t i = 0; i < rows; i++) convolve_row(loop, staged + i * size->stride_h * loop->row_floats, n, first + i);
}

static bool run_bands(planar_loop *loop) {
    const tern_conv2d_size *size = loop->size;
    // Short bands where there are few rows, so that every thread gets some.
    const int64_t share = tern_divide_up(size->n * size->oh, 4 * (int64_t)tern_thread_count());
    loop->band_rows = share < BAND_ROWS ? share : BAND_ROWS;
    loop->bands = tern_divide_up(size->oh, loop->band_rows);
    const int64_t rows = (loop->band_rows - 1) * size->stride_h + (size->kh - 1) * size->dilation_h + 1;
    const int64_t cost = loop->band_rows * size->ow * loop->filter * size->k;
    return tern_parallel_items(size->n * loop->bands, ITEM_OPERATIONS / (cost > 0 ? cost : 1),
                               (size_t)(rows * loop->row_floats) * sizeof(float), convolve_band, loop);
}

// Input channel, kernel row, kernel column: the reference's order.
static void list_filter(const planar_loop *loop, float *packed, int64_t *offsets, const float *weight, const int64_t *strides) {
    const tern_conv2d_size *size = loop->size;
    for (int64_t f = 0; f < loop->filter; f++) {
        const int64_t v = f % size->kw, u = f / size->kw % size->kh, c = f / size->kw / size->kh;
        const int64_t column = v * size->dilation_w;
        offsets[f] = u * size->dilation_h * loop->row_floats +
                     (c * size->stride_w + column % size->stride_w) * loop->phase_width + column / size->stride_w;
        for (int64_t block = 0; block < loop->blocks; block++) {
            const int64_t first = block_begin(loop, block), channels = block_begin(loop, block + 1) - first;
            for (int64_t k = 0; k < channels; k++)
                packed[first * loop->filter + f * channels + k] = weight[tern_offset4(strides, first + k, c, u, v)];
        }
    }
}

bool tern_planar_applies(const tern_conv2d_size *size) { return size->c < MOST_CHANNELS && size->groups == 1; }

bool tern_planar_is_shorter(const tern_conv2d_size *size, tern_isa isa) {
    const int64_t lanes = tern_column_kernels_of(isa)->lanes;
    return tern_divide_up(size->ow, lanes) * size->k < size->ow * tern_divide_up(size->k, lanes);
}

bool tern_planar_forward(const tern_conv2d_size *size, tern_isa isa, float *y, const int64_t *y_strides, const float *x,
                         const int64_t *x_strides, const float *weight, const int64_t *weight_strides,
                         const tern_conv2d_epilogue *epilogue) {
    if (!tern_planar_applies(size)) return false;
    planar_loop loop = {.size = size, .kernels = tern_column_kernels_of(isa), .x = x, .x_strides = x_strides,
                        .epilogue = tern_epilogue_of(epilogue, y), .filter = size->c * size->kh * size->kw,
                        .blocks = tern_divide_up(size->k, TERN_COLUMN_CHANNELS)};
    loop.y = tern_result_of(y, y_strides, size->n, size->k, size->oh, size->ow);
    // Whole tiles are read, beyond the last column too.
    const int64_t whole = tern_divide_up(size->ow, loop.kernels->lanes) * loop.kernels->lanes;
    loop.phase_width = whole + (size->kw - 1) * size->dilation_w / size->stride_w + 1;
    loop.row_floats = size->c * size->stride_w * loop.phase_width;
    int64_t *offsets = tern_allocate((size_t)loop.filter * (sizeof(int64_t) + (size_t)size->k * sizeof(float)), false);
    if (!offsets) return false;
    float *packed = (float *)(offsets + loop.filter);
    list_filter(&loop, packed, offsets, weight, weight_strides);
    loop.offsets = offsets;
    loop.weights = packed;
    const bool done = run_bands(&loop);
    tern_deallocate(offsets);
    return done;
}
