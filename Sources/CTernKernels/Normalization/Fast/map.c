// The maps, split over rows or planes.
#include "../../Support/grain.h"
#include "../../Support/stream.h"
#include "../../include/tern_runtime.h"
#include "batch_norm.h"

typedef struct {
    const tern_fast_norm_map_job *job;
    const tern_norm_kernels *kernels;
    float *center, *x_factor, *dy_factor, *constant;   // for each channel
    bool stream;
} map_run;

static void map_rows(void *context, int64_t begin, int64_t end) {
    const map_run *run = context;
    const tern_fast_norm_map_job *job = run->job;
    const int64_t x_row = tern_norm_row_stride(job->size, job->x_strides);
    const int64_t out_row = tern_norm_row_stride(job->size, job->out_strides);
    const int64_t dy_row = job->dy ? tern_norm_row_stride(job->size, job->dy_strides) : 0;
    run->kernels->map_across(&(tern_norm_map){
        .rows = end - begin, .channels = job->size.c, .x = (const float *)job->x + begin * x_row, .x_row = x_row,
        .dy = job->dy ? (const float *)job->dy + begin * dy_row : NULL, .dy_row = dy_row,
        .out = (float *)job->out + begin * out_row, .out_row = out_row, .center = run->center, .x_factor = run->x_factor,
        .dy_factor = run->dy_factor, .constant = run->constant, .stream = run->stream});
    if (run->stream) tern_finish_streaming();
}

static int64_t plane_offset(const int64_t *strides, int64_t sample, int64_t channel) {
    return sample * strides[0] + channel * strides[1];
}

static void map_planes(void *context, int64_t begin, int64_t end) {
    const map_run *run = context;
    const tern_fast_norm_map_job *job = run->job;
    for (int64_t index = begin; index < end; index++) {
        const int64_t sample = index / job->size.c, channel = index % job->size.c;
        float *out = (float *)job->out + plane_offset(job->out_strides, sample, channel);
        run->kernels->map_along(&(tern_norm_map){
            .rows = job->size.inner, .channels = 1, .x = (const float *)job->x + plane_offset(job->x_strides, sample, channel),
            .dy = job->dy ? (const float *)job->dy + plane_offset(job->dy_strides, sample, channel) : NULL, .out = out,
            .center = run->center + channel, .x_factor = run->x_factor + channel, .dy_factor = run->dy_factor + channel,
            .constant = run->constant + channel, .stream = run->stream && tern_is_aligned(out, run->kernels->vector_bytes)});
    }
    if (run->stream) tern_finish_streaming();
}

// The mean's rounding to float goes into the constant, so that a large mean costs no precision.
static void round_parameters(map_run *run) {
    const tern_fast_norm_map_job *job = run->job;
    for (int64_t c = 0; c < job->size.c; c++) {
        run->center[c] = (float)job->mean[c];
        run->x_factor[c] = (float)job->x_factor[c];
        run->dy_factor[c] = job->dy_factor ? (float)job->dy_factor[c] : 0;
        run->constant[c] = (float)(job->constant[c] + job->x_factor[c] * ((double)run->center[c] - job->mean[c]));
    }
}

bool tern_fast_norm_map(tern_isa isa, const tern_fast_norm_map_job *job) {
    const tern_norm_size size = job->size;
    const tern_norm_kernels *kernels = size.dtype == TERN_FLOAT32 ? tern_norm_kernels_of(isa) : NULL;
    const int64_t count = size.n * size.c * size.inner;
    if (!kernels || count == 0) return false;
    const int64_t *const strides[] = {job->x_strides, job->out_strides, job->dy ? job->dy_strides : job->x_strides};
    const tern_norm_layout layout = tern_norm_common_layout(size, 3, strides);
    if (layout == TERN_LAYOUT_OTHER) return false;
    float *memory = tern_allocate((size_t)size.c * 4 * sizeof(float), false);
    if (!memory) return false;
    map_run run = {.job = job, .kernels = kernels, .center = memory, .x_factor = memory + size.c,
                   .dy_factor = memory + 2 * size.c, .constant = memory + 3 * size.c};
    round_parameters(&run);
    run.stream = tern_should_stream(count * (int64_t)sizeof(float));
    if (layout == TERN_LAYOUT_PLANAR) {
        tern_parallel_for(size.n * size.c, tern_grain(size.inner / 4), map_planes, &run);
    } else {
        const int64_t row_bytes = tern_norm_row_stride(size, job->out_strides) * (int64_t)sizeof(float);
        run.stream = run.stream && row_bytes % kernels->vector_bytes == 0 && tern_is_aligned(job->out, kernels->vector_bytes);
        tern_parallel_for(size.n * size.inner, tern_grain(size.c / 4), map_rows, &run);
    }
    tern_deallocate(memory);
    return true;
}
