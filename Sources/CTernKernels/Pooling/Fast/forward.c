// Max pooling row by row. Channels last, a window's outputs side by side are its channels; planar, they are the windows of
// one row that lie inside the input, and those at the edges go one by one.
#include "../../Support/geometry.h"
#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"
#include "kernel.h"
#include "max_pool2d.h"

#include <math.h>

enum { MOST_TAPS = 64 };

typedef struct {
    const tern_pool2d_size *size;
    const tern_pool_kernels *kernels;
    float *y;
    const float *x;
    const tern_pool_winners *winners;
    const int64_t *y_strides, *x_strides;
    bool channels_last;
} pool_run;

/// The taps of one window, or of several windows with the same taps inside the input.
typedef struct {
    int64_t offsets[MOST_TAPS];
    int32_t indices[MOST_TAPS];
    int64_t count;
} tap_list;

/// Where the windows of output row `i` or column `j` begin, and which of the kernel's rows or columns are inside.
typedef struct {
    int64_t first;
    tern_range inside;
} window_side;

static window_side rows_of(const tern_pool2d_size *size, int64_t i) {
    const int64_t first = i * size->stride_h - size->pad_h;
    return (window_side){first, tern_steps_inside((tern_range){0, size->kh}, first, size->dilation_h, (tern_range){0, size->h})};
}

static window_side columns_of(const tern_pool2d_size *size, int64_t j) {
    const int64_t first = j * size->stride_w - size->pad_w;
    return (window_side){first, tern_steps_inside((tern_range){0, size->kw}, first, size->dilation_w, (tern_range){0, size->w})};
}

static void list_taps(const pool_run *run, window_side rows, window_side columns, tap_list *taps) {
    const tern_pool2d_size *size = run->size;
    taps->count = 0;
    for (int64_t r = rows.inside.begin; r < rows.inside.end; r++) {
        for (int64_t s = columns.inside.begin; s < columns.inside.end; s++) {
            const int64_t h = rows.first + r * size->dilation_h, w = columns.first + s * size->dilation_w;
            taps->offsets[taps->count] = h * run->x_strides[2] + w * run->x_strides[3];
            taps->indices[taps->count++] = (int32_t)(run->winners->taps ? r * size->kw + s : h * size->w + w);
        }
    }
}

static void pool_taps(const pool_run *run, tern_pool_taps work, const tap_list *taps) {
    work.tap_count = taps->count;
    work.taps = taps->offsets;
    work.indices = taps->indices;
    if (taps->count > 0) {
        run->kernels->largest(&work);
        return;
    }
    for (int64_t k = 0; k < work.count; k++) {   // a window in the padding
        work.y[k] = -INFINITY;
        if (work.index) work.index[k] = -1;
        if (work.number) work.number[k] = TERN_NO_TAP;
    }
}

// Copies one row of notes to where they belong, unless they were written there at once.
static void keep_notes(const pool_run *run, const int32_t *index, const uint8_t *number, int64_t offset, int64_t step, int64_t count) {
    const tern_pool_winners *winners = run->winners;
    if (winners->indices)
        for (int64_t k = 0; k < count; k++) winners->indices[offset + k * step] = index[k];
    if (winners->taps && number != winners->taps + offset)
        for (int64_t k = 0; k < count; k++) winners->taps[offset + k * step] = number[k];
}

static void pool_channels_last_row(const pool_run *run, int64_t n, int64_t i, int32_t *scratch) {
    enum { AHEAD = 4 };  // windows
    const tern_pool2d_size *size = run->size;
    const tern_pool_winners *winners = run->winners;
    const window_side rows = rows_of(size, i);
    tap_list taps;
    for (int64_t j = 0; j < size->ow; j++) {
        const int64_t note = winners->strides ? tern_offset4(winners->strides, n, 0, i, j) : 0;
        const bool is_direct = winners->taps && winners->strides[1] == 1;
        uint8_t *number = is_direct ? winners->taps + note : winners->taps ? (uint8_t *)scratch : NULL;
        list_taps(run, rows, columns_of(size, j), &taps);
        pool_taps(run, (tern_pool_taps){.count = size->c, .x = run->x + n * run->x_strides[0], .step = 1,
                                        .y = run->y + tern_offset4(run->y_strides, n, 0, i, j),
                                        .index = winners->indices ? scratch : NULL, .number = number,
                                        .ahead = AHEAD * size->stride_w * run->x_strides[3]}, &taps);
        if (winners->strides) keep_notes(run, scratch, number, note, winners->strides[1], size->c);
    }
}

// The outputs of a row whose windows have all their columns inside.
static tern_range whole_windows(const tern_pool2d_size *size) {
    const int64_t reach = (size->kw - 1) * size->dilation_w;
    const tern_range whole = tern_steps_inside((tern_range){0, size->ow}, -size->pad_w, size->stride_w,
                                               (tern_range){0, size->w - reach});
    return whole.begin < whole.end ? whole : (tern_range){0, 0};
}

static void pool_planar_row(const pool_run *run, int64_t n, int64_t c, int64_t i, int32_t *scratch) {
    const tern_pool2d_size *size = run->size;
    const window_side rows = rows_of(size, i);
    const tern_range whole = whole_windows(size);
    int32_t *index = run->winners->indices ? scratch : NULL;
    uint8_t *number = run->winners->taps ? (uint8_t *)scratch : NULL;
    const float *x = run->x + n * run->x_strides[0] + c * run->x_strides[1];
    float *y = run->y + tern_offset4(run->y_strides, n, c, i, 0);
    tap_list taps;
    for (int64_t j = 0; j < size->ow;) {
        const int64_t count = j == whole.begin && whole.end > j ? whole.end - j : 1;
        list_taps(run, rows, columns_of(size, j), &taps);
        pool_taps(run, (tern_pool_taps){.count = count, .x = x, .step = size->stride_w, .index_step = (int32_t)size->stride_w,
                                        .y = y + j, .index = index ? index + j : NULL,
                                        .number = number ? number + j : NULL}, &taps);
        j += count;
    }
    const int64_t *strides = run->winners->strides;
    if (strides) keep_notes(run, scratch, number, tern_offset4(strides, n, c, i, 0), strides[3], size->ow);
}

static void pool_rows(void *context, void *scratch, int64_t begin, int64_t end) {
    const pool_run *run = context;
    const tern_pool2d_size *size = run->size;
    const int64_t planes = run->channels_last ? 1 : size->c;
    for (int64_t row = begin; row < end; row++) {
        const int64_t i = row % size->oh, c = row / size->oh % planes, n = row / size->oh / planes;
        if (run->channels_last) pool_channels_last_row(run, n, i, scratch);
        else pool_planar_row(run, n, c, i, scratch);
    }
}

static bool can_handle(const pool_run *run) {
    const tern_pool2d_size *size = run->size;
    // Indices are 32-bit numbers here.
    const bool has_few_taps = size->kh <= MOST_TAPS && size->kw <= MOST_TAPS && size->kh * size->kw <= MOST_TAPS;
    if (!has_few_taps || size->h > INT32_MAX / size->w) return false;
    return run->channels_last || (run->x_strides[3] == 1 && run->y_strides[3] == 1);
}

bool tern_fast_max_pool2d_forward(tern_isa isa, const tern_pool2d_size *size, float *y, const int64_t *y_strides,
                                  const tern_pool_winners *winners, const float *x, const int64_t *x_strides) {
    pool_run run = {.size = size, .kernels = tern_pool_kernels_of(isa), .y = y, .x = x, .winners = winners,
                    .y_strides = y_strides, .x_strides = x_strides};
    if (!run.kernels || size->h == 0 || size->w == 0) return false;
    run.channels_last = x_strides[1] == 1 && y_strides[1] == 1 && size->c > 1;
    if (!can_handle(&run)) return false;
    const int64_t rows = size->n * size->oh * (run.channels_last ? 1 : size->c), per_row = run.channels_last ? size->c : 1;
    const size_t scratch = (size_t)(run.channels_last ? size->c : size->ow) * sizeof(int32_t);
    return tern_parallel_for_scratch(rows, tern_grain(size->ow * per_row * size->kh * size->kw / 4), scratch, pool_rows, &run);
}
