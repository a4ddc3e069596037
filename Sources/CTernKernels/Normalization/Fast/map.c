// The maps, split over rows or planes.
#include "../../Support/grain.h"
#include "../../Support/stream.h"
#include "../../include/tern_runtime.h"
#include "batch_norm.h"

typedef struct {
    const tern_fast_norm_map_job *job;
    const tern_norm_kernels *kernels;
    tern_norm_kind kind;
    tern_norm_line line, gate;
    const float *addend_factor;
    float cap;
    bool stream;
} map_run;

static tern_norm_line line_at(tern_norm_line line, int64_t channel) {
    if (!line.center) return line;
    return (tern_norm_line){line.center + channel, line.factor + channel, line.constant + channel};
}

static void map_rows(void *context, int64_t begin, int64_t end) {
    const map_run *run = context;
    const tern_fast_norm_map_job *job = run->job;
    const int64_t x_row = tern_norm_row_stride(job->size, job->x_strides);
    const int64_t out_row = tern_norm_row_stride(job->size, job->out_strides);
    const int64_t addend_row = job->addend ? tern_norm_row_stride(job->size, job->addend_strides) : 0;
    run->kernels->map_across(&(tern_norm_map){
        .rows = end - begin, .channels = job->size.c, .kind = run->kind, .x = (const float *)job->x + begin * x_row, .x_row = x_row,
        .addend = job->addend ? (const float *)job->addend + begin * addend_row : NULL, .addend_row = addend_row,
        .out = (float *)job->out + begin * out_row, .out_row = out_row, .line = run->line, .gate = run->gate,
        .addend_factor = run->addend_factor, .cap = run->cap, .stream = run->stream});
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
            .rows = job->size.inner, .channels = 1, .kind = run->kind,
            .x = (const float *)job->x + plane_offset(job->x_strides, sample, channel),
            .addend = job->addend ? (const float *)job->addend + plane_offset(job->addend_strides, sample, channel) : NULL,
            .out = out, .line = line_at(run->line, channel), .gate = line_at(run->gate, channel),
            .addend_factor = run->addend_factor + channel, .cap = run->cap,
            .stream = run->stream && tern_is_aligned(out, run->kernels->vector_bytes)});
    }
    if (run->stream) tern_finish_streaming();
}

tern_norm_line tern_norm_round(int64_t channels, tern_norm_affine affine, float *out) {
    float *center = out, *factor = out + channels, *constant = out + 2 * channels;
    for (int64_t c = 0; c < channels; c++) {
        center[c] = (float)affine.mean[c];
        factor[c] = (float)affine.scale[c];
        constant[c] = (float)(affine.shift[c] + affine.scale[c] * ((double)center[c] - affine.mean[c]));
    }
    return (tern_norm_line){center, factor, constant};
}

static void prepare(map_run *run, float *memory) {
    const tern_fast_norm_map_job *job = run->job;
    const int64_t c = job->size.c;
    run->line = tern_norm_round(c, (tern_norm_affine){job->mean, job->x_factor, job->constant}, memory);
    float *factor = memory + 3 * c;
    for (int64_t channel = 0; channel < c; channel++) factor[channel] = job->addend_factor ? (float)job->addend_factor[channel] : 1;
    run->addend_factor = factor;
    run->kind = job->addend ? TERN_NORM_ADDED : TERN_NORM_PLAIN;
    if (job->activation) {
        run->kind = job->addend ? TERN_NORM_ADDED_CLAMPED : TERN_NORM_CLAMPED;
        run->cap = (float)job->activation->cap;
    }
    if (job->gate) {
        run->kind = TERN_NORM_GATED;
        run->gate = tern_norm_round(c, job->gate->affine, memory + 4 * c);
        run->cap = (float)job->gate->cap;
    }
}

bool tern_fast_norm_map(tern_isa isa, const tern_fast_norm_map_job *job) {
    const tern_norm_size size = job->size;
    const tern_norm_kernels *kernels = size.dtype == TERN_FLOAT32 ? tern_norm_kernels_of(isa) : NULL;
    const int64_t count = size.n * size.c * size.inner;
    if (!kernels || count == 0) return false;
    const int64_t *const strides[] = {job->x_strides, job->out_strides, job->addend ? job->addend_strides : job->x_strides};
    const tern_norm_layout layout = tern_norm_common_layout(size, 3, strides);
    if (layout == TERN_LAYOUT_OTHER) return false;
    float *memory = tern_allocate((size_t)size.c * 7 * sizeof(float), false);
    if (!memory) return false;
    map_run run = {.job = job, .kernels = kernels};
    prepare(&run, memory);
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
