// Max pooling with windows from tables: clear loops, for any strides and type.
#include "../Support/dtypes.h"
#include "../Support/geometry.h"
#include "../Support/grain.h"
#include "../include/tern_pooling.h"
#include "../include/tern_runtime.h"
#include "lowest.h"

typedef struct {
    const tern_max_pool_size *size;
    void *y;
    int64_t *indices;
    const void *x;
    const int64_t *y_strides, *indices_strides, *x_strides;
} pool_job;

/// The positions of a window along one dimension.
typedef struct {
    int64_t begin, end, step;
} tap_range;

static tap_range taps_of(const tern_max_pool_size *size, int axis, int64_t output) {
    return (tap_range){size->axes[axis].begin[output], size->axes[axis].end[output], size->steps[axis]};
}

// The position of the largest value of a window, and one row of outputs. `value != value` lets every NaN win, so that the last
// one stays.
#define DEFINE_ROW(NAME, tag, storage, compute, load, store)                                                           \
    static int64_t largest_##tag(const pool_job *job, const storage *x, tap_range d, tap_range h, tap_range w) {       \
        const int64_t *strides = job->x_strides, height = job->size->axes[1].in, width = job->size->axes[2].in;        \
        int64_t winner = -1;                                                                                           \
        compute best = 0;                                                                                              \
        for (int64_t i = d.begin; i < d.end; i += d.step)                                                              \
            for (int64_t j = h.begin; j < h.end; j += h.step)                                                          \
                for (int64_t k = w.begin; k < w.end; k += w.step) {                                                    \
                    const compute value = load(x[i * strides[2] + j * strides[3] + k * strides[4]]);                   \
                    if (winner >= 0 && !(value > best || value != value)) continue;                                    \
                    best = value;                                                                                      \
                    winner = (i * height + j) * width + k;                                                             \
                }                                                                                                      \
        return winner;                                                                                                 \
    }                                                                                                                  \
    static void row_##tag(const pool_job *job, int64_t n, int64_t c, int64_t d, int64_t h) {                           \
        const tern_max_pool_size *size = job->size;                                                                    \
        const int64_t *xs = job->x_strides, *ys = job->y_strides, *is = job->indices_strides;                          \
        const storage *x = (const storage *)job->x + n * xs[0] + c * xs[1];                                            \
        storage *y = (storage *)job->y + n * ys[0] + c * ys[1] + d * ys[2] + h * ys[3];                                \
        int64_t *indices = job->indices + n * is[0] + c * is[1] + d * is[2] + h * is[3];                               \
        const int64_t height = size->axes[1].in, width = size->axes[2].in;                                             \
        const tap_range planes = taps_of(size, 0, d), rows = taps_of(size, 1, h);                                      \
        for (int64_t w = 0; w < size->axes[2].out; w++) {                                                              \
            const int64_t p = largest_##tag(job, x, planes, rows, taps_of(size, 2, w));                                \
            indices[w * is[4]] = p;                                                                                    \
            y[w * ys[4]] = p < 0 ? tern_lowest_##tag                                                                   \
                                 : x[p / width / height * xs[2] + p / width % height * xs[3] + p % width * xs[4]];     \
        }                                                                                                              \
    }
TERN_FOR_EACH_NUMBER(DEFINE_ROW)

typedef void (*row_function)(const pool_job *job, int64_t n, int64_t c, int64_t d, int64_t h);
#define ENTRY(NAME, tag, storage, compute, load, store) [TERN_##NAME] = row_##tag,
static const row_function rows[TERN_DTYPE_COUNT] = {TERN_FOR_EACH_NUMBER(ENTRY)};

static void pool_rows(void *context, int64_t begin, int64_t end) {
    const pool_job *job = context;
    const int64_t depth = job->size->axes[0].out, height = job->size->axes[1].out, channels = job->size->c;
    const row_function function = rows[job->size->dtype];
    for (int64_t index = begin; function && index < end; index++) {
        const int64_t plane = index / height / depth;
        function(job, plane / channels, plane % channels, index / height % depth, index % height);
    }
}

void tern_max_pool_forward(const tern_max_pool_size *size, void *y, const int64_t *y_strides, int64_t *indices,
                           const int64_t *indices_strides, const void *x, const int64_t *x_strides) {
    pool_job job = {size, y, indices, x, y_strides, indices_strides, x_strides};
    int64_t work = 1;
    for (int axis = 0; axis < 3; axis++)
        work *= size->axes[axis].out > 0 ? tern_divide_up(size->axes[axis].in, size->axes[axis].out) : 1;
    tern_parallel_for(size->n * size->c * size->axes[0].out * size->axes[1].out, tern_grain(size->axes[2].out * work), pool_rows,
                      &job);
}
