// Convolution forwards: every output row gathers the scaled input rows that its windows touch.
#include "../Support/grain.h"
#include "../include/tern_runtime.h"
#include "conv2d.h"

// In this file a is the input x and b is the weight.

// Adds kernel column v of all channels to the sums of the outputs `columns` of row (n, k, i), sums[0] being column `first`.
static void add_kernel_column(const tern_conv2d_job *job, tern_sum *sums, int64_t first, tern_range columns, int64_t n,
                              int64_t k, int64_t i, int64_t v) {
    const tern_conv2d_size *size = job->size;
    const int64_t item = job->type->item_size, channels = size->c / size->groups;
    const int64_t first_channel = k / (size->k / size->groups) * channels;
    const int64_t column = columns.begin * size->stride_w + tern_conv2d_column_offset(size, v);
    for (int64_t c = 0; c < channels; c++) {
        for (int64_t u = 0; u < size->kh; u++) {
            const int64_t row = i * size->stride_h + tern_conv2d_row_offset(size, u);
            if (row < 0 || row >= size->h) continue;
            job->type->add_scaled(sums + (columns.begin - first), 1,
                                  job->b + item * tern_offset4(job->b_strides, k, c, u, v),
                                  job->a + item * tern_offset4(job->a_strides, n, first_channel + c, row, column),
                                  size->stride_w * job->a_strides[3], columns.end - columns.begin);
        }
    }
}

static void convolve_rows(void *context, int64_t begin, int64_t end) {
    const tern_conv2d_job *job = context;
    const tern_conv2d_size *size = job->size;
    const int64_t item = job->type->item_size;
    tern_sum sums[TERN_SUM_BLOCK];
    for (int64_t index = begin; index < end; index++) {
        const int64_t i = index % size->oh, k = index / size->oh % size->k, n = index / size->oh / size->k;
        const char *bias = job->bias ? (const char *)job->bias + item * k : NULL;
        for (int64_t j = 0; j < size->ow; j += TERN_SUM_BLOCK) {
            const int64_t rest = size->ow - j, count = rest < TERN_SUM_BLOCK ? rest : TERN_SUM_BLOCK;
            job->type->start(sums, count, bias);
            for (int64_t v = 0; v < size->kw; v++) {
                const tern_range columns = tern_steps_inside((tern_range){j, j + count}, tern_conv2d_column_offset(size, v),
                                                             size->stride_w, (tern_range){0, size->w});
                if (columns.begin < columns.end) add_kernel_column(job, sums, j, columns, n, k, i, v);
            }
            job->type->finish(job->out + item * tern_offset4(job->out_strides, n, k, i, j), job->out_strides[3], sums, count);
        }
    }
}

void tern_conv2d_forward(const tern_conv2d_size *size, void *y, const int64_t *y_strides, const void *x,
                         const int64_t *x_strides, const void *weight, const int64_t *weight_strides, const void *bias) {
    tern_conv2d_job job = {size, tern_accumulator_of(size->dtype), y, x, weight, y_strides, x_strides, weight_strides, bias};
    const int64_t row_cost = size->ow * size->c / size->groups * size->kh * size->kw;
    if (job.type) tern_parallel_for(size->n * size->k * size->oh, tern_grain(row_cost), convolve_rows, &job);
}
