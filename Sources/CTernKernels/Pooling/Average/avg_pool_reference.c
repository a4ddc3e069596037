// The reference average pooling and its gradient: sums in double, or in 64-bit integers that wrap, any strides.
#include "../../Support/dtypes.h"
#include "../../Support/grain.h"
#include "../../Support/widen.h"
#include "../../include/tern_runtime.h"
#include "average.h"

typedef struct {
    const tern_avg_pool_size *size;
    void *out;
    const void *in;
    const int64_t *out_strides, *in_strides;
} pool_job;

/// One row of outputs: everything but the width.
typedef struct {
    int64_t n, c, d, h;
} row_index;

// The sum over one window, and one row of outputs.
#define DEFINE_FORWARD(tag, storage, wide, quotient)                                                                  \
    static wide sum_##tag(const storage *x, const int64_t *strides, tern_range d, tern_range h, tern_range w) {       \
        wide sum = 0;                                                                                                 \
        for (int64_t i = d.begin; i < d.end; i++)                                                                     \
            for (int64_t j = h.begin; j < h.end; j++)                                                                 \
                for (int64_t k = w.begin; k < w.end; k++)                                                             \
                    sum += tern_widen_##tag(x[i * strides[2] + j * strides[3] + k * strides[4]]);                     \
        return sum;                                                                                                   \
    }                                                                                                                 \
    static void forward_##tag(const pool_job *job, row_index row) {                                                   \
        const tern_avg_pool_size *size = job->size;                                                                   \
        const tern_range d = tern_pool_window(&size->axes[TERN_POOL_DEPTH], row.d);                                   \
        const tern_range h = tern_pool_window(&size->axes[TERN_POOL_HEIGHT], row.h);                                  \
        const storage *x = (const storage *)job->in + tern_offset5(job->in_strides, row.n, row.c, 0, 0, 0);           \
        storage *y = (storage *)job->out + tern_offset5(job->out_strides, row.n, row.c, row.d, row.h, 0);             \
        for (int64_t w = 0; w < size->axes[TERN_POOL_WIDTH].out; w++) {                                               \
            const wide sum = sum_##tag(x, job->in_strides, d, h, tern_pool_window(&size->axes[TERN_POOL_WIDTH], w));   \
            y[w * job->out_strides[4]] = tern_narrow_##tag(quotient(sum, tern_pool_divisor(size, row.d, row.h, w)));  \
        }                                                                                                             \
    }
#define REAL_QUOTIENT(sum, divisor) ((sum) / (double)(divisor))
#define INTEGER_QUOTIENT(sum, divisor) ((uint64_t)((int64_t)(sum) / (divisor)))
#define DEFINE_REAL_FORWARD(NAME, tag, storage, compute, load, store) DEFINE_FORWARD(tag, storage, double, REAL_QUOTIENT)
TERN_FOR_EACH_FLOAT(DEFINE_REAL_FORWARD)
DEFINE_FORWARD(i64, int64_t, uint64_t, INTEGER_QUOTIENT)

// One row of input gradients.
#define DEFINE_BACKWARD(NAME, tag, storage, compute, load, store)                                                     \
    static void backward_##tag(const pool_job *job, row_index row) {                                                  \
        const tern_avg_pool_size *size = job->size;                                                                   \
        const tern_range none = {0, 0}, d = tern_pool_covering(&size->axes[TERN_POOL_DEPTH], none, row.d);            \
        const tern_range h = tern_pool_covering(&size->axes[TERN_POOL_HEIGHT], none, row.h);                          \
        const storage *dy = (const storage *)job->in + tern_offset5(job->in_strides, row.n, row.c, 0, 0, 0);          \
        storage *dx = (storage *)job->out + tern_offset5(job->out_strides, row.n, row.c, row.d, row.h, 0);            \
        tern_range w = none;                                                                                          \
        for (int64_t column = 0; column < size->axes[TERN_POOL_WIDTH].in; column++) {                                 \
            w = tern_pool_covering(&size->axes[TERN_POOL_WIDTH], w, column);                                          \
            double sum = 0;                                                                                           \
            for (int64_t i = d.begin; i < d.end; i++)                                                                 \
                for (int64_t j = h.begin; j < h.end; j++)                                                             \
                    for (int64_t k = w.begin; k < w.end; k++)                                                         \
                        sum += tern_widen_##tag(dy[tern_offset5(job->in_strides, 0, 0, i, j, k)]) /                   \
                               (double)tern_pool_divisor(size, i, j, k);                                              \
            dx[column * job->out_strides[4]] = tern_narrow_##tag(sum);                                                \
        }                                                                                                             \
    }
TERN_FOR_EACH_FLOAT(DEFINE_BACKWARD)

typedef void (*row_function)(const pool_job *job, row_index row);
#define FORWARD(NAME, tag, storage, compute, load, store) [TERN_##NAME] = forward_##tag,
#define BACKWARD(NAME, tag, storage, compute, load, store) [TERN_##NAME] = backward_##tag,
static const row_function forward_rows[TERN_DTYPE_COUNT] = {TERN_FOR_EACH_FLOAT(FORWARD)[TERN_INT64] = forward_i64};
static const row_function backward_rows[TERN_DTYPE_COUNT] = {TERN_FOR_EACH_FLOAT(BACKWARD)};

static void run_rows(const pool_job *job, row_function function, int64_t depth, int64_t height, int64_t begin, int64_t end) {
    for (int64_t index = begin; function && index < end; index++) {
        const int64_t plane = index / height / depth;
        function(job, (row_index){plane / job->size->c, plane % job->size->c, index / height % depth, index % height});
    }
}

static void run_forward(void *context, int64_t begin, int64_t end) {
    const pool_job *job = context;
    const tern_pool_axis *axes = job->size->axes;
    run_rows(job, forward_rows[job->size->dtype], axes[TERN_POOL_DEPTH].out, axes[TERN_POOL_HEIGHT].out, begin, end);
}

static void run_backward(void *context, int64_t begin, int64_t end) {
    const pool_job *job = context;
    const tern_pool_axis *axes = job->size->axes;
    run_rows(job, backward_rows[job->size->dtype], axes[TERN_POOL_DEPTH].in, axes[TERN_POOL_HEIGHT].in, begin, end);
}

void tern_avg_pool_forward_reference(const tern_avg_pool_size *size, void *y, const int64_t *y_strides, const void *x,
                                     const int64_t *x_strides) {
    const tern_pool_axis *axes = size->axes;
    pool_job job = {size, y, x, y_strides, x_strides};
    tern_parallel_for(size->n * size->c * axes[TERN_POOL_DEPTH].out * axes[TERN_POOL_HEIGHT].out,
                      tern_grain(axes[TERN_POOL_WIDTH].out * tern_pool_window_work(size)), run_forward, &job);
}

void tern_avg_pool_backward_reference(const tern_avg_pool_size *size, void *dx, const int64_t *dx_strides, const void *dy,
                                      const int64_t *dy_strides) {
    const tern_pool_axis *axes = size->axes;
    pool_job job = {size, dx, dy, dx_strides, dy_strides};
    tern_parallel_for(size->n * size->c * axes[TERN_POOL_DEPTH].in * axes[TERN_POOL_HEIGHT].in,
                      tern_grain(4 * axes[TERN_POOL_WIDTH].in), run_backward, &job);
}
