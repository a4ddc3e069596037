// The sums, split over threads: into parts whose sizes depend on the shape alone, and whose results are added in order.
#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"
#include "batch_norm.h"

typedef struct {
    const tern_norm_kernels *kernels;
    tern_norm_size size;
    tern_norm_layout layout;
    const float *x, *dy;               // dy NULL: statistics
    const int64_t *x_strides, *dy_strides;
    const double *center;
    tern_norm_line gate;               // center NULL: none
    float cap;
    int64_t parts, part_rows;          // parts of each channel's sum
    double *sum, *product;             // for each part and channel
} sums_job;

// Channels last: a part is some rows of all channels.
static void sum_rows(const sums_job *job, int64_t part) {
    const int64_t c = job->size.c, first = part * job->part_rows, rest = job->size.n * job->size.inner - first;
    const int64_t x_row = tern_norm_row_stride(job->size, job->x_strides);
    const int64_t dy_row = job->dy ? tern_norm_row_stride(job->size, job->dy_strides) : 0;
    job->kernels->sums_across(&(tern_norm_sums){
        .rows = rest < job->part_rows ? rest : job->part_rows, .channels = c, .x = job->x + first * x_row, .x_row = x_row,
        .dy = job->dy ? job->dy + first * dy_row : NULL, .dy_row = dy_row, .center = job->center,
        .gate = job->gate, .cap = job->cap, .sum = job->sum + part * c, .product = job->product + part * c});
}

// Planar: a part is one sample of one channel.
static void sum_plane(const sums_job *job, int64_t index) {
    const int64_t sample = index / job->size.c, channel = index % job->size.c;
    tern_norm_line gate = job->gate;
    if (gate.center) gate = (tern_norm_line){gate.center + channel, gate.factor + channel, gate.constant + channel};
    job->kernels->sums_along(&(tern_norm_sums){
        .rows = job->size.inner, .channels = 1,
        .x = job->x + sample * job->x_strides[0] + channel * job->x_strides[1],
        .dy = job->dy ? job->dy + sample * job->dy_strides[0] + channel * job->dy_strides[1] : NULL,
        .center = job->center + channel, .gate = gate, .cap = job->cap, .sum = job->sum + index, .product = job->product + index});
}

static void sum_parts(void *context, int64_t begin, int64_t end) {
    const sums_job *job = context;
    for (int64_t index = begin; index < end; index++) {
        if (job->layout == TERN_LAYOUT_PLANAR) sum_plane(job, index);
        else sum_rows(job, index);
    }
}

static void add_parts(const double *parts, int64_t count, int64_t channels, double *sums) {
    for (int64_t c = 0; c < channels; c++) sums[c] = 0;
    for (int64_t part = 0; part < count; part++)
        for (int64_t c = 0; c < channels; c++) sums[c] += parts[part * channels + c];
}

// Splits the work and leaves the two sums of every channel.
static bool run(sums_job *job, double *sum, double *product) {
    const int64_t c = job->size.c, part_elements = 65536;
    if (job->layout == TERN_LAYOUT_PLANAR) {
        job->parts = job->size.n;
    } else {
        job->part_rows = part_elements / c > 16 ? part_elements / c : 16;
        job->parts = (job->size.n * job->size.inner + job->part_rows - 1) / job->part_rows;
    }
    double *memory = tern_allocate((size_t)(2 * job->parts * c) * sizeof(double), false);
    if (!memory) return false;
    job->sum = memory;
    job->product = memory + job->parts * c;
    if (job->layout == TERN_LAYOUT_PLANAR) tern_parallel_for(job->parts * c, tern_grain(job->size.inner / 4), sum_parts, job);
    else tern_parallel_for(job->parts, tern_grain(job->part_rows * c / 4), sum_parts, job);
    add_parts(job->sum, job->parts, c, sum);
    add_parts(job->product, job->parts, c, product);
    tern_deallocate(memory);
    return true;
}

// Distances are taken from each channel's first element: any value near the mean keeps the variance from cancelling.
static bool run_statistics(sums_job *job, double *mean, double *variance) {
    const int64_t c = job->size.c;
    double *center = tern_allocate((size_t)c * sizeof(double), false);
    if (!center) return false;
    for (int64_t channel = 0; channel < c; channel++) center[channel] = (double)job->x[channel * job->x_strides[1]];
    job->center = center;
    const bool done = run(job, mean, variance);
    const double count = (double)(job->size.n * job->size.inner);
    for (int64_t channel = 0; done && channel < c; channel++) {
        const double offset = mean[channel] / count;
        // Rounding may leave a constant channel slightly below zero; a NaN stays.
        const double spread = variance[channel] / count - offset * offset;
        mean[channel] = (double)(float)(center[channel] + offset);
        variance[channel] = (double)(float)(spread < 0 ? 0 : spread);
    }
    tern_deallocate(center);
    return done;
}

static sums_job job_for(tern_isa isa, tern_norm_size size, int operands, const int64_t *const *strides) {
    sums_job job = {.kernels = size.dtype == TERN_FLOAT32 ? tern_norm_kernels_of(isa) : NULL, .size = size};
    const bool is_empty = size.n == 0 || size.c == 0 || size.inner == 0;
    if (job.kernels && !is_empty) job.layout = tern_norm_common_layout(size, operands, strides);
    return job;
}

bool tern_fast_norm_statistics(tern_isa isa, tern_norm_size size, const void *x, const int64_t *x_strides, double *mean,
                               double *variance) {
    sums_job job = job_for(isa, size, 1, (const int64_t *const[]){x_strides});
    if (job.layout == TERN_LAYOUT_OTHER) return false;
    job.x = x;
    job.x_strides = x_strides;
    return run_statistics(&job, mean, variance);
}

bool tern_fast_norm_sums(tern_isa isa, tern_norm_size size, const void *dy, const int64_t *dy_strides, const void *x,
                         const int64_t *x_strides, const double *mean, const tern_norm_gate *gate, double *sum_dy,
                         double *sum_dy_xmu) {
    sums_job job = job_for(isa, size, 2, (const int64_t *const[]){x_strides, dy_strides});
    if (job.layout == TERN_LAYOUT_OTHER) return false;
    job.x = x;
    job.x_strides = x_strides;
    job.dy = dy;
    job.dy_strides = dy_strides;
    job.center = mean;
    if (!gate) return run(&job, sum_dy, sum_dy_xmu);
    float *memory = tern_allocate((size_t)size.c * 3 * sizeof(float), false);
    if (!memory) return false;
    job.gate = tern_norm_round(size.c, gate->affine, memory);
    job.cap = (float)gate->cap;
    const bool done = run(&job, sum_dy, sum_dy_xmu);
    tern_deallocate(memory);
    return done;
}
