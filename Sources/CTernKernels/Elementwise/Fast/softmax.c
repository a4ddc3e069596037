// Softmax over rows, split over threads by rows.
#include "softmax.h"

#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"
#include "../../include/tern_softmax.h"

typedef struct {
    const tern_softmax_kernels *kernels;
    bool is_log;
    int64_t length;
    float *out;
    const float *x, *y;   // forward: x; backward: x is dy
} softmax_job;

static void forward_rows(void *context, int64_t begin, int64_t end) {
    const softmax_job *job = context;
    for (int64_t row = begin; row < end; row++)
        job->kernels->row(job->is_log, job->length, job->out + row * job->length, job->x + row * job->length);
}

static void backward_rows(void *context, int64_t begin, int64_t end) {
    const softmax_job *job = context;
    for (int64_t row = begin; row < end; row++) {
        const int64_t first = row * job->length;
        job->kernels->row_backward(job->is_log, job->length, job->out + first, job->x + first, job->y + first);
    }
}

bool tern_softmax_rows(bool is_log, int64_t rows, int64_t length, float *y, const float *x) {
    softmax_job job = {tern_softmax_kernels_of(tern_current_isa()), is_log, length, y, x, NULL};
    if (job.kernels) tern_parallel_for(rows, tern_grain(4 * length), forward_rows, &job);
    return job.kernels != NULL;
}

typedef struct {
    const tern_softmax_kernels *kernels;
    bool is_log;
    int64_t length, inner, blocks;   // blocks of columns in each of the outer planes
    float *y;
    const float *x;
} columns_job;

static void forward_columns(void *context, int64_t begin, int64_t end) {
    const columns_job *job = context;
    for (int64_t index = begin; index < end; index++) {
        const int64_t column = index % job->blocks * job->kernels->columns, rest = job->inner - column;
        const int64_t first = index / job->blocks * job->length * job->inner + column;
        job->kernels->down(job->is_log, job->length, job->inner, rest < job->kernels->columns ? rest : job->kernels->columns,
                           job->y + first, job->x + first);
    }
}

bool tern_softmax_columns(bool is_log, int64_t outer, int64_t length, int64_t inner, float *y, const float *x) {
    const tern_softmax_kernels *kernels = tern_softmax_kernels_of(tern_current_isa());
    if (!kernels) return false;
    const int64_t blocks = (inner + kernels->columns - 1) / kernels->columns;
    columns_job job = {kernels, is_log, length, inner, blocks, y, x};
    tern_parallel_for(outer * blocks, tern_grain(4 * length * kernels->columns), forward_columns, &job);
    return true;
}

bool tern_softmax_rows_backward(bool is_log, int64_t rows, int64_t length, float *dx, const float *dy, const float *y) {
    softmax_job job = {tern_softmax_kernels_of(tern_current_isa()), is_log, length, dx, dy, y};
    if (job.kernels) tern_parallel_for(rows, tern_grain(4 * length), backward_rows, &job);
    return job.kernels != NULL;
}
