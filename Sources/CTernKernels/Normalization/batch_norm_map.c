// What batch normalisation computes per element: y going forwards, dx going back.
#include "../Support/grain.h"
#include "../include/tern_runtime.h"
#include "chunk.h"
#include "reference.h"

typedef struct {
    tern_norm_size size;
    void *out;
    const void *x, *dy;
    const int64_t *out_strides, *x_strides, *dy_strides;
    const double *mean, *x_factor, *dy_factor, *constant;
    const tern_norm_activation *activation;   // going forwards; may be NULL
    const tern_norm_gate *gate;               // going back; may be NULL
} map_job;

// z + residual, both as they would have been stored, then the activation.
static void activate(const map_job *job, tern_norm_chunk chunk, double *row) {
    const tern_norm_activation *activation = job->activation;
    if (activation->residual) {
        double residual[TERN_NORM_CHUNK], rounded[TERN_NORM_CHUNK];
        tern_store_double_row(chunk.size.dtype, rounded, 1, row, chunk.count);
        tern_load_double_row(chunk.size.dtype, row, rounded, 1, chunk.count);
        tern_norm_load(chunk, residual, activation->residual, activation->residual_strides);
        for (int64_t i = 0; i < chunk.count; i++) row[i] += residual[i];
    }
    for (int64_t i = 0; i < chunk.count; i++) row[i] = row[i] < 0 ? 0 : row[i] > activation->cap ? activation->cap : row[i];
}

static void apply_channels(void *context, int64_t begin, int64_t end) {
    const map_job *job = context;
    double row[TERN_NORM_CHUNK];
    for (int64_t channel = begin; channel < end; channel++) {
        const tern_norm_chunk first = tern_norm_first_chunk(job->size, channel);
        const double mean = job->mean[channel], scale = job->x_factor[channel], shift = job->constant[channel];
        for (tern_norm_chunk chunk = first; chunk.count > 0; chunk = tern_norm_next_chunk(chunk)) {
            tern_norm_load(chunk, row, job->x, job->x_strides);
            for (int64_t i = 0; i < chunk.count; i++) row[i] = (row[i] - mean) * scale + shift;
            if (job->activation) activate(job, chunk, row);
            tern_norm_store(chunk, job->out, job->out_strides, row);
        }
    }
}

static void differentiate_channels(void *context, int64_t begin, int64_t end) {
    const map_job *job = context;
    double x[TERN_NORM_CHUNK], row[TERN_NORM_CHUNK];
    for (int64_t channel = begin; channel < end; channel++) {
        const tern_norm_chunk first = tern_norm_first_chunk(job->size, channel);
        const double mean = job->mean[channel], a = job->dy_factor[channel], b = job->x_factor[channel];
        const double d = job->constant[channel];
        for (tern_norm_chunk chunk = first; chunk.count > 0; chunk = tern_norm_next_chunk(chunk)) {
            tern_norm_load(chunk, x, job->x, job->x_strides);
            tern_norm_load(chunk, row, job->dy, job->dy_strides);
            if (job->gate) tern_norm_close_gate(job->gate, chunk, row, x);
            for (int64_t i = 0; i < chunk.count; i++) row[i] = a * row[i] + b * (x[i] - mean) + d;
            tern_norm_store(chunk, job->out, job->out_strides, row);
        }
    }
}

void tern_batch_norm_apply_reference(tern_norm_size size, void *y, const int64_t *y_strides, const void *x,
                                     const int64_t *x_strides, tern_norm_affine affine,
                                     const tern_norm_activation *activation) {
    map_job job = {.size = size, .out = y, .out_strides = y_strides, .x = x, .x_strides = x_strides, .mean = affine.mean,
                   .x_factor = affine.scale, .constant = affine.shift, .activation = activation};
    tern_parallel_for(size.c, tern_grain(4 * size.n * size.inner), apply_channels, &job);
}

void tern_batch_norm_backward_reference(tern_norm_size size, void *dx, const int64_t *dx_strides, const void *dy,
                                        const int64_t *dy_strides, const void *x, const int64_t *x_strides,
                                        const double *mean, const double *a, const double *b, const double *d,
                                        const tern_norm_gate *gate) {
    map_job job = {.size = size, .out = dx, .out_strides = dx_strides, .x = x, .x_strides = x_strides, .dy = dy,
                   .dy_strides = dy_strides, .mean = mean, .x_factor = b, .dy_factor = a, .constant = d, .gate = gate};
    tern_parallel_for(size.c, tern_grain(4 * size.n * size.inner), differentiate_channels, &job);
}
