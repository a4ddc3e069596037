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
} map_job;

static void apply_channels(void *context, int64_t begin, int64_t end) {
    const map_job *job = context;
    double row[TERN_NORM_CHUNK];
    for (int64_t channel = begin; channel < end; channel++) {
        const tern_norm_chunk first = tern_norm_first_chunk(job->size, channel);
        const double mean = job->mean[channel], scale = job->x_factor[channel], shift = job->constant[channel];
        for (tern_norm_chunk chunk = first; chunk.count > 0; chunk = tern_norm_next_chunk(chunk)) {
            tern_norm_load(chunk, row, job->x, job->x_strides);
            for (int64_t i = 0; i < chunk.count; i++) row[i] = (row[i] - mean) * scale + shift;
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
            for (int64_t i = 0; i < chunk.count; i++) row[i] = a * row[i] + b * (x[i] - mean) + d;
            tern_norm_store(chunk, job->out, job->out_strides, row);
        }
    }
}

void tern_batch_norm_apply_reference(tern_norm_size size, void *y, const int64_t *y_strides, const void *x,
                                     const int64_t *x_strides, const double *mean, const double *scale,
                                     const double *shift) {
    map_job job = {.size = size, .out = y, .out_strides = y_strides, .x = x, .x_strides = x_strides,
                   .mean = mean, .x_factor = scale, .constant = shift};
    tern_parallel_for(size.c, tern_grain(4 * size.n * size.inner), apply_channels, &job);
}

void tern_batch_norm_backward_reference(tern_norm_size size, void *dx, const int64_t *dx_strides, const void *dy,
                                        const int64_t *dy_strides, const void *x, const int64_t *x_strides,
                                        const double *mean, const double *a, const double *b, const double *d) {
    map_job job = {.size = size, .out = dx, .out_strides = dx_strides, .x = x, .x_strides = x_strides, .dy = dy,
                   .dy_strides = dy_strides, .mean = mean, .x_factor = b, .dy_factor = a, .constant = d};
    tern_parallel_for(size.c, tern_grain(4 * size.n * size.inner), differentiate_channels, &job);
}
