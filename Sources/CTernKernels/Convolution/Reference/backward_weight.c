// The gradient of the weight: every weight sums, over all images, the products of the output gradients with the inputs
// that it joined.
#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"
#include "job.h"

// In this file a is the output's gradient dy and b is the input x.

// The sum for weight (k, c, u, v), c being a channel of the whole input.
static tern_sum sum_of_joined(const tern_reference_job *job, int64_t k, int64_t c, int64_t u, int64_t v) {
    const tern_conv2d_size *size = job->size;
    const int64_t item = job->type->item_size;
    const int64_t row_offset = tern_conv2d_row_offset(size, u), column_offset = tern_conv2d_column_offset(size, v);
    const tern_range rows = tern_steps_inside((tern_range){0, size->oh}, row_offset, size->stride_h, (tern_range){0, size->h});
    const tern_range columns =
        tern_steps_inside((tern_range){0, size->ow}, column_offset, size->stride_w, (tern_range){0, size->w});
    tern_sum sum;
    job->type->start(&sum, 1);
    if (columns.begin >= columns.end) return sum;
    const int64_t column = columns.begin * size->stride_w + column_offset;
    for (int64_t n = 0; n < size->n; n++)
        for (int64_t i = rows.begin; i < rows.end; i++)
            job->type->add_products(&sum, job->a + item * tern_offset4(job->a_strides, n, k, i, columns.begin), job->a_strides[3],
                                    job->b + item * tern_offset4(job->b_strides, n, c, i * size->stride_h + row_offset, column),
                                    size->stride_w * job->b_strides[3], columns.end - columns.begin);
    return sum;
}

static void sum_weights(void *context, int64_t begin, int64_t end) {
    const tern_reference_job *job = context;
    const tern_conv2d_size *size = job->size;
    const int64_t channels = size->c / size->groups, kernels = size->k / size->groups;
    for (int64_t index = begin; index < end; index++) {
        const int64_t v = index % size->kw, u = index / size->kw % size->kh;
        const int64_t c = index / size->kw / size->kh % channels, k = index / size->kw / size->kh / channels;
        const tern_sum sum = sum_of_joined(job, k, k / kernels * channels + c, u, v);
        job->type->finish(job->out + job->type->item_size * tern_offset4(job->out_strides, k, c, u, v), 1, &sum, 1);
    }
}

void tern_conv2d_reference_backward_weight(const tern_conv2d_size *size, void *dweight, const int64_t *dweight_strides,
                                           const void *dy, const int64_t *dy_strides, const void *x, const int64_t *x_strides) {
    tern_reference_job job = {size, tern_accumulator_of(size->dtype), dweight, dy, x, dweight_strides, dy_strides,
                              x_strides, NULL};
    const int64_t count = size->k * (size->c / size->groups) * size->kh * size->kw;
    if (job.type) tern_parallel_for(count, tern_grain(size->n * size->oh * size->ow), sum_weights, &job);
}
