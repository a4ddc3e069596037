// The gradient of the input: every input row gathers, from all output rows whose windows cover it, their gradient rows
// scaled by the weight. Rows are gathered, not scattered, so that threads never write to the same place.
#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"
#include "job.h"

// In this file a is the output's gradient dy and b is the weight.

// Adds kernel column v of all output channels to input row (n, c, p), sums[0] being column `first`. `columns` are the
// output columns that meet the sums through v.
static void add_kernel_column(const tern_reference_job *job, tern_sum *sums, int64_t first, tern_range columns, int64_t n,
                              int64_t c, int64_t p, int64_t v) {
    const tern_conv2d_size *size = job->size;
    const int64_t item = job->type->item_size, channels = size->c / size->groups, kernels = size->k / size->groups;
    const int64_t first_kernel = c / channels * kernels;
    const int64_t target = columns.begin * size->stride_w + tern_conv2d_column_offset(size, v) - first;
    for (int64_t u = 0; u < size->kh; u++) {
        const int64_t distance = p - tern_conv2d_row_offset(size, u), i = distance / size->stride_h;
        if (distance < 0 || distance % size->stride_h != 0 || i >= size->oh) continue;
        for (int64_t k = first_kernel; k < first_kernel + kernels; k++)
            job->type->add_scaled(sums, target, size->stride_w, job->b + item * tern_offset4(job->b_strides, k, c % channels, u, v),
                                  job->a + item * tern_offset4(job->a_strides, n, k, i, columns.begin), job->a_strides[3],
                                  columns.end - columns.begin);
    }
}

static void gather_rows(void *context, int64_t begin, int64_t end) {
    const tern_reference_job *job = context;
    const tern_conv2d_size *size = job->size;
    const int64_t item = job->type->item_size;
    tern_sum sums[TERN_SUM_BLOCK];
    for (int64_t index = begin; index < end; index++) {
        const int64_t p = index % size->h, c = index / size->h % size->c, n = index / size->h / size->c;
        for (int64_t q = 0; q < size->w; q += TERN_SUM_BLOCK) {
            const int64_t rest = size->w - q, count = rest < TERN_SUM_BLOCK ? rest : TERN_SUM_BLOCK;
            job->type->start(sums, count);
            for (int64_t v = 0; v < size->kw; v++) {
                const tern_range columns = tern_steps_inside((tern_range){0, size->ow}, tern_conv2d_column_offset(size, v),
                                                             size->stride_w, (tern_range){q, q + count});
                if (columns.begin < columns.end) add_kernel_column(job, sums, q, columns, n, c, p, v);
            }
            const int64_t place = item * tern_offset4(job->out_strides, n, c, p, q);
            tern_reference_epilogue(job, sums, count, c, place);
            job->type->finish(job->out + place, job->out_strides[3], sums, count);
        }
    }
}

void tern_conv2d_reference_backward_input(const tern_conv2d_size *size, void *dx, const int64_t *dx_strides, const void *dy,
                                          const int64_t *dy_strides, const void *weight, const int64_t *weight_strides,
                                const tern_conv2d_epilogue *epilogue) {
    tern_reference_job job = {size, tern_accumulator_of(size->dtype), dx, dy, weight, dx_strides, dy_strides,
                              weight_strides, epilogue};
    const int64_t row_cost = size->w * size->k / size->groups * size->kh * size->kw;
    if (job.type) tern_parallel_for(size->n * size->c * size->h, tern_grain(row_cost), gather_rows, &job);
}
