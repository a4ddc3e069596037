// The gradient of few input channels. Each item stages a band of dy's rows, channel by channel, so that the columns that meet one
// weight are contiguous. With a stride, every phase of the input's rows and columns is a convolution of stride 1 by taps of its
// own: neighbouring vectors of its columns share each weight.
#include <string.h>

#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../Layout/caches.h"
#include "../Layout/transpose.h"
#include "column_results.h"
#include "columns.h"
#include "planar.h"

enum { BAND_ROWS = 32, ITEM_OPERATIONS = 1 << 20, MOST_LANES = 16 };

// What one phase of the stride adds up: for every output channel its taps.
typedef struct {
    int64_t filter;         // products of a sum
    const int64_t *offsets; // where a product's columns begin, from the staged row of dy that lies `least_row` below the phase's
    const float *weights;   // [filter][input channels]
} phase_filter;

typedef struct {
    const tern_conv2d_size *size;
    const tern_column_kernels *kernels;
    const tern_transpose_kernels *transposes;
    phase_filter *phases;               // [row phase][column phase]
    const float *dy;
    int64_t dy_strides[4];
    float *dx;
    const int64_t *dx_strides;
    tern_epilogue epilogue;
    int64_t least_row, least_column;    // where taps begin, from a phase's row and column
    int64_t rows_met;                   // rows of dy that one row of a phase may meet
    int64_t band_rows, bands;           // rows of a phase in a band; bands of an image
    int64_t width, row_floats;          // staged columns of a channel; floats of a staged row, [output channel][column]
} gradient_loop;

static int64_t phase_rows(const tern_conv2d_size *size) { return tern_divide_up(size->h, size->stride_h); }
static int64_t phase_columns(const tern_conv2d_size *size) { return tern_divide_up(size->w, size->stride_w); }

// The channels of contiguous pixels: whole vectors of them are transposed.
static void transpose_columns(const gradient_loop *loop, float *target, const float *source, int64_t count) {
    const int64_t channels = loop->size->k, whole = channels - channels % loop->kernels->lanes, step = loop->dy_strides[3];
    const tern_transpose_shape shape = {.rows = whole, .columns = count, .row_stride = loop->width, .inner = count,
                                        .inner_step = step};
    loop->transposes->to_rows(&shape, target, source);
    for (int64_t k = whole; k < channels; k++)
        for (int64_t j = 0; j < count; j++) target[k * loop->width + j] = source[j * step + k];
}

// Row `row` of dy, zeros outside of it.
static void stage_row(const gradient_loop *loop, float *target, int64_t n, int64_t row) {
    const tern_conv2d_size *size = loop->size;
    const int64_t *strides = loop->dy_strides, width = loop->width;
    const tern_range columns = tern_steps_inside((tern_range){0, width}, loop->least_column, 1, (tern_range){0, size->ow});
    // All of it: many short margins would take longer.
    memset(target, 0, (size_t)loop->row_floats * sizeof(float));
    if (row < 0 || row >= size->oh || columns.begin >= columns.end) return;
    const int64_t count = columns.end - columns.begin;
    const float *source = loop->dy + tern_offset4(strides, n, 0, row, columns.begin + loop->least_column);
    target += columns.begin;
    if (strides[1] == 1) {
        transpose_columns(loop, target, source, count);
        return;
    }
    for (int64_t k = 0; k < size->k; k++, source += strides[1], target += width) {
        if (strides[3] == 1) memcpy(target, source, (size_t)count * sizeof(float));
        else for (int64_t j = 0; j < count; j++) target[j] = source[j * strides[3]];
    }
}

// Row i of one phase, from the staged rows that it meets.
static void add_up_row(const gradient_loop *loop, const float *staged, const tern_result *result, const phase_filter *phase,
                       int64_t n, int64_t i) {
    float buffer[TERN_COLUMN_CHANNELS * TERN_COLUMN_VECTORS * MOST_LANES];
    const int64_t lanes = loop->kernels->lanes, channels = result->c, vectors = tern_divide_up(result->w, lanes);
    const int64_t tiles = tern_divide_up(vectors, tern_widest_tile(loop->kernels, channels));
    tern_column_job job = {.offsets = phase->offsets, .filter = phase->filter, .weights = phase->weights,
                           .epilogue = &loop->epilogue, .out = buffer};
    for (int64_t tile = 0; tile < tiles; tile++) {
        const int64_t first = vectors * tile / tiles, end = vectors * (tile + 1) / tiles, column = first * lanes;
        const int64_t columns = (end * lanes < result->w ? end * lanes : result->w) - column;
        float *pixel = result->data + tern_offset4(result->strides, n, 0, i, column);
        job.x = staged + column;
        job.out_step = (end - first) * lanes;
        tern_fetch_columns(result, &loop->epilogue, pixel, buffer, job.out_step, channels, columns);
        loop->kernels->run[end - first][channels](&job);
        tern_copy_columns(result, pixel, buffer, job.out_step, channels, columns);
    }
}

static void add_up_band(void *context, int64_t item, void *scratch) {
    const gradient_loop *loop = context;
    const tern_conv2d_size *size = loop->size;
    const int64_t n = item / loop->bands, first = item % loop->bands * loop->band_rows, rest = phase_rows(size) - first;
    const int64_t rows = rest < loop->band_rows ? rest : loop->band_rows;
    float *staged = scratch;
    for (int64_t r = 0; r < rows + loop->rows_met - 1; r++)
        stage_row(loop, staged + r * loop->row_floats, n, first + loop->least_row + r);
    for (int64_t i = first; i < first + rows; i++) {
        for (int64_t p = 0; p < size->stride_h * size->stride_w; p++) {
            const tern_result result =
                tern_phase_of(size, loop->dx, loop->dx_strides, p / size->stride_w, p % size->stride_w);
            if (i < result.h) add_up_row(loop, staged + (i - first) * loop->row_floats, &result, &loop->phases[p], n, i);
        }
    }
}

static bool run_bands(gradient_loop *loop) {
    const tern_conv2d_size *size = loop->size;
    // Bands are short enough for a core's cache, and shorter where there are few rows, so that every thread gets some.
    const int64_t row_bytes = loop->row_floats * (int64_t)sizeof(float), rows = phase_rows(size);
    int64_t most = tern_core_cache_bytes() / 2 / row_bytes - (loop->rows_met - 1);
    const int64_t share = tern_divide_up(size->n * rows, 4 * (int64_t)tern_thread_count());
    if (most > BAND_ROWS) most = BAND_ROWS;
    if (most > share) most = share;
    loop->bands = tern_divide_up(rows, most > 1 ? most : 1);
    loop->band_rows = tern_divide_up(rows, loop->bands);
    const int64_t cost = loop->band_rows * size->w * size->c * size->k * size->kh * size->kw / size->stride_w;
    return tern_parallel_items(size->n * loop->bands, ITEM_OPERATIONS / (cost > 0 ? cost : 1),
                               (size_t)(loop->band_rows + loop->rows_met - 1) * (size_t)row_bytes, add_up_band, loop);
}

// Every tap belongs to one phase.
static void list_phases(gradient_loop *loop, tern_tap *taps, int64_t *offsets, float *packed, const float *weight,
                        const int64_t *strides) {
    const tern_conv2d_size *size = loop->size;
    for (int64_t p = 0; p < size->stride_h * size->stride_w; p++) {
        const int64_t count = tern_list_phase_taps(taps, size, p / size->stride_w, p % size->stride_w);
        loop->phases[p] = (phase_filter){.filter = size->k * count, .offsets = offsets, .weights = packed};
        for (int64_t f = 0; f < size->k * count; f++) {
            const tern_tap tap = taps[f % count];
            const int64_t k = f / count, u = tap.index / size->kw, v = tap.index % size->kw;
            *offsets++ = (tap.row - loop->least_row) * loop->row_floats + k * loop->width + tap.column - loop->least_column;
            for (int64_t c = 0; c < size->c; c++) *packed++ = weight[tern_offset4(strides, k, c, u, v)];
        }
    }
}

// The rows and columns of dy that any phase meets.
static void measure_taps(gradient_loop *loop, tern_tap *taps) {
    const tern_conv2d_size *size = loop->size;
    int64_t last_row = INT64_MIN, last_column = INT64_MIN;
    loop->least_row = loop->least_column = INT64_MAX;
    for (int64_t p = 0; p < size->stride_h * size->stride_w; p++) {
        const int64_t count = tern_list_phase_taps(taps, size, p / size->stride_w, p % size->stride_w);
        for (int64_t t = 0; t < count; t++) {
            if (taps[t].row < loop->least_row) loop->least_row = taps[t].row;
            if (taps[t].row > last_row) last_row = taps[t].row;
            if (taps[t].column < loop->least_column) loop->least_column = taps[t].column;
            if (taps[t].column > last_column) last_column = taps[t].column;
        }
    }
    loop->rows_met = last_row - loop->least_row + 1;
    // Whole vectors are read, beyond the last column too.
    const int64_t lanes = loop->kernels->lanes;
    loop->width = tern_divide_up(phase_columns(size), lanes) * lanes + last_column - loop->least_column;
    loop->row_floats = size->k * loop->width;
}

bool tern_planar_backward_applies(const tern_conv2d_size *size) {
    return size->c <= TERN_COLUMN_CHANNELS && size->groups == 1;
}

// In multiply-adds for a row of one output channel. Staging takes as long as two for each column and for each lane of a vector, and
// short sums wait for each other.
bool tern_planar_backward_is_shorter(const tern_conv2d_size *size, tern_isa isa) {
    const int64_t lanes = tern_column_kernels_of(isa)->lanes, columns = phase_columns(size), taps = size->kh * size->kw;
    const int64_t sums = tern_divide_up(columns, lanes) * size->c, other_sums = columns * tern_divide_up(size->c, lanes);
    return taps * (sums > 4 ? sums : 4) + 2 * (columns + lanes) < taps * other_sums;
}

bool tern_planar_backward_input(const tern_conv2d_size *size, tern_isa isa, float *dx, const int64_t *dx_strides, const float *dy,
                                const int64_t *dy_strides, const float *weight, const int64_t *weight_strides,
                                const tern_conv2d_epilogue *epilogue) {
    if (!tern_planar_backward_applies(size)) return false;
    gradient_loop loop = {.size = size, .kernels = tern_column_kernels_of(isa), .transposes = tern_transpose_kernels_of(isa),
                          .dy = dy, .dx = dx, .dx_strides = dx_strides, .epilogue = tern_epilogue_of(epilogue, dx)};
    // A single channel is contiguous, whatever its stride says.
    for (int d = 0; d < 4; d++) loop.dy_strides[d] = d == 1 && size->k == 1 ? 1 : dy_strides[d];
    const int64_t taps = size->kh * size->kw, filter = size->k * taps;
    const size_t phase_bytes = (size_t)(size->stride_h * size->stride_w) * sizeof(phase_filter);
    const size_t tap_bytes = (size_t)taps * sizeof(tern_tap), offset_bytes = (size_t)filter * sizeof(int64_t);
    char *lists = tern_allocate(phase_bytes + tap_bytes + offset_bytes + (size_t)(filter * size->c) * sizeof(float), false);
    if (!lists) return false;
    tern_tap *all_taps = (tern_tap *)(lists + phase_bytes);
    int64_t *offsets = (int64_t *)(lists + phase_bytes + tap_bytes);
    loop.phases = (phase_filter *)lists;
    measure_taps(&loop, all_taps);
    list_phases(&loop, all_taps, offsets, (float *)(offsets + filter), weight, weight_strides);
    const bool done = run_bands(&loop);
    tern_deallocate(lists);
    return done;
}
