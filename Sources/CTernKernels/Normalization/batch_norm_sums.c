// What batch normalisation adds up per channel: the statistics going forwards, and two sums of gradients going back.
#include "../Support/grain.h"
#include "../include/tern_runtime.h"
#include "chunk.h"
#include "reference.h"

typedef struct {
    tern_norm_size size;
    const void *x, *dy;
    const int64_t *x_strides, *dy_strides;
    const double *given_mean;
    const tern_norm_gate *gate;   // may be NULL
    double *mean, *variance, *sum_dy, *sum_dy_xmu;
} sums_job;

// The sum of a[i] * b[i], in four independent chains of additions.
static double dot(const double *a, const double *b, int64_t count) {
    double lanes[4] = {0};
    int64_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (int lane = 0; lane < 4; lane++) lanes[lane] += a[i + lane] * b[i + lane];
    for (; i < count; i++) lanes[0] += a[i] * b[i];
    return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

static double sum(const double *a, int64_t count) {
    double lanes[4] = {0};
    int64_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (int lane = 0; lane < 4; lane++) lanes[lane] += a[i + lane];
    for (; i < count; i++) lanes[0] += a[i];
    return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

static void subtract(double *row, double value, int64_t count) {
    for (int64_t i = 0; i < count; i++) row[i] -= value;
}

static void square(double *row, int64_t count) {
    for (int64_t i = 0; i < count; i++) row[i] *= row[i];
}

static void round_to_float(double *row, int64_t count) {
    for (int64_t i = 0; i < count; i++) row[i] = (float)row[i];
}

// Torch keeps each step of a float's statistics in float, only the sums in double: so do we, for its last bit.
static void channel_statistics(void *context, int64_t begin, int64_t end) {
    const sums_job *job = context;
    const double count = (double)(job->size.n * job->size.inner);
    const bool is_float = job->size.dtype == TERN_FLOAT32;
    double x[TERN_NORM_CHUNK];
    for (int64_t channel = begin; channel < end; channel++) {
        const tern_norm_chunk first = tern_norm_first_chunk(job->size, channel);
        double total = 0, squares = 0;
        for (tern_norm_chunk chunk = first; chunk.count > 0; chunk = tern_norm_next_chunk(chunk)) {
            tern_norm_load(chunk, x, job->x, job->x_strides);
            total += sum(x, chunk.count);
        }
        const double mean = is_float ? (float)(total / count) : total / count;
        for (tern_norm_chunk chunk = first; chunk.count > 0; chunk = tern_norm_next_chunk(chunk)) {
            tern_norm_load(chunk, x, job->x, job->x_strides);
            subtract(x, mean, chunk.count);
            if (is_float) round_to_float(x, chunk.count);
            square(x, chunk.count);
            if (is_float) round_to_float(x, chunk.count);
            squares += sum(x, chunk.count);
        }
        job->mean[channel] = mean;
        job->variance[channel] = is_float ? (float)((float)squares / (float)count) : squares / count;
    }
}

static void channel_gradient_sums(void *context, int64_t begin, int64_t end) {
    const sums_job *job = context;
    double x[TERN_NORM_CHUNK], dy[TERN_NORM_CHUNK];
    for (int64_t channel = begin; channel < end; channel++) {
        const tern_norm_chunk first = tern_norm_first_chunk(job->size, channel);
        double total = 0, products = 0;
        for (tern_norm_chunk chunk = first; chunk.count > 0; chunk = tern_norm_next_chunk(chunk)) {
            tern_norm_load(chunk, x, job->x, job->x_strides);
            tern_norm_load(chunk, dy, job->dy, job->dy_strides);
            if (job->gate) tern_norm_close_gate(job->gate, chunk, dy, x);
            subtract(x, job->given_mean[channel], chunk.count);
            total += sum(dy, chunk.count);
            products += dot(dy, x, chunk.count);
        }
        job->sum_dy[channel] = total;
        job->sum_dy_xmu[channel] = products;
    }
}

void tern_batch_norm_statistics_reference(tern_norm_size size, const void *x, const int64_t *x_strides, double *mean,
                                          double *variance) {
    sums_job job = {.size = size, .x = x, .x_strides = x_strides, .mean = mean, .variance = variance};
    tern_parallel_for(size.c, tern_grain(4 * size.n * size.inner), channel_statistics, &job);
}

void tern_batch_norm_sums_reference(tern_norm_size size, const void *dy, const int64_t *dy_strides, const void *x,
                                    const int64_t *x_strides, const double *mean, const tern_norm_gate *gate,
                                    double *sum_dy, double *sum_dy_xmu) {
    sums_job job = {.size = size, .x = x, .x_strides = x_strides, .dy = dy, .dy_strides = dy_strides,
                    .given_mean = mean, .gate = gate, .sum_dy = sum_dy, .sum_dy_xmu = sum_dy_xmu};
    tern_parallel_for(size.c, tern_grain(4 * size.n * size.inner), channel_gradient_sums, &job);
}
