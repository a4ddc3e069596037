// The reference max pooling: a driver finds the part of each window that lies inside the input, a typed scan finds its
// largest tap.
#include "../Support/geometry.h"
#include "../Support/grain.h"
#include "../Support/dtypes.h"
#include "../include/tern_nn.h"
#include "../include/tern_runtime.h"
#include "lowest.h"
#include "reference.h"

#include <string.h>

/// The taps of one window that lie inside the input; strides in elements.
typedef struct {
    const void *first;
    int64_t rows, columns, row_stride, column_stride;
} window;

typedef struct {
    int64_t row, column;
} tap;

typedef struct {
    tap (*largest)(window w);
    const void *lowest;
    int64_t item_size;
} pool_type;

// `value != value` lets every NaN win, so that the last one stays.
#define DEFINE_LARGEST(NAME, tag, storage, compute, load, store)                                            \
    static tap largest_##tag(window w) {                                                                    \
        const storage *x = w.first;                                                                         \
        compute best = load(*x);                                                                            \
        tap winner = {0, 0};                                                                                \
        for (int64_t row = 0; row < w.rows; row++) {                                                        \
            for (int64_t column = 0; column < w.columns; column++) {                                        \
                const compute value = load(x[row * w.row_stride + column * w.column_stride]);               \
                if (value > best || value != value) {                                                       \
                    best = value;                                                                           \
                    winner = (tap){row, column};                                                            \
                }                                                                                           \
            }                                                                                               \
        }                                                                                                   \
        return winner;                                                                                      \
    }
TERN_FOR_EACH_NUMBER(DEFINE_LARGEST)

static const pool_type types[TERN_BOOL] = {
#define ENTRY(NAME, tag, storage, compute, load, store) [TERN_##NAME] = {largest_##tag, &tern_lowest_##tag, sizeof(storage)},
    TERN_FOR_EACH_NUMBER(ENTRY)
#undef ENTRY
};

typedef struct {
    const tern_pool2d_size *size;
    const pool_type *type;
    char *y;
    const char *x;
    const int64_t *y_strides, *x_strides;
    const tern_pool_winners *winners;
} pool_job;

static void note_winner(const pool_job *job, int64_t offset, int64_t index, int64_t tap) {
    if (job->winners->indices) job->winners->indices[offset] = index;
    if (job->winners->taps) job->winners->taps[offset] = (uint8_t)tap;
}

// Writes output (n, c, i, j), the taps inside the input being `rows` by `columns` of the kernel.
static void pool_window(const pool_job *job, int64_t n, int64_t c, int64_t i, int64_t j, tern_range rows, tern_range columns) {
    const tern_pool2d_size *size = job->size;
    const int64_t item = job->type->item_size;
    const void *value = job->type->lowest;
    int64_t index = -1, number = TERN_NO_TAP;
    if (rows.begin < rows.end && columns.begin < columns.end) {
        const int64_t h = i * size->stride_h - size->pad_h + rows.begin * size->dilation_h;
        const int64_t w = j * size->stride_w - size->pad_w + columns.begin * size->dilation_w;
        const tap best = job->type->largest((window){
            job->x + item * tern_offset4(job->x_strides, n, c, h, w), rows.end - rows.begin, columns.end - columns.begin,
            size->dilation_h * job->x_strides[2], size->dilation_w * job->x_strides[3]});
        const int64_t best_h = h + best.row * size->dilation_h, best_w = w + best.column * size->dilation_w;
        value = job->x + item * tern_offset4(job->x_strides, n, c, best_h, best_w);
        index = best_h * size->w + best_w;
        number = (rows.begin + best.row) * size->kw + columns.begin + best.column;
    }
    memcpy(job->y + item * tern_offset4(job->y_strides, n, c, i, j), value, (size_t)item);
    if (job->winners->strides) note_winner(job, tern_offset4(job->winners->strides, n, c, i, j), index, number);
}

static void pool_rows(void *context, int64_t begin, int64_t end) {
    const pool_job *job = context;
    const tern_pool2d_size *size = job->size;
    for (int64_t index = begin; index < end; index++) {
        const int64_t i = index % size->oh, c = index / size->oh % size->c, n = index / size->oh / size->c;
        const tern_range rows = tern_steps_inside((tern_range){0, size->kh}, i * size->stride_h - size->pad_h, size->dilation_h,
                                                  (tern_range){0, size->h});
        for (int64_t j = 0; j < size->ow; j++) {
            const tern_range columns = tern_steps_inside((tern_range){0, size->kw}, j * size->stride_w - size->pad_w,
                                                         size->dilation_w, (tern_range){0, size->w});
            pool_window(job, n, c, i, j, rows, columns);
        }
    }
}

void tern_max_pool2d_forward_reference(const tern_pool2d_size *size, void *y, const int64_t *y_strides,
                                       const tern_pool_winners *winners, const void *x, const int64_t *x_strides) {
    if (size->dtype >= TERN_BOOL) return;
    pool_job job = {size, &types[size->dtype], y, x, y_strides, x_strides, winners};
    tern_parallel_for(size->n * size->c * size->oh, tern_grain(size->ow * size->kh * size->kw), pool_rows, &job);
}
