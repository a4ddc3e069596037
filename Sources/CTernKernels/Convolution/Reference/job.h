// What the three reference convolutions share: one job record, whose arrays play the roles of the formula
// y[n, k, i, j] += weight[k, c, u, v] * x[n, c, i * stride + u * dilation - pad, ...].
#ifndef TERN_CONVOLUTION_REFERENCE_JOB_H
#define TERN_CONVOLUTION_REFERENCE_JOB_H

#include "../../Matmul/accumulator.h"
#include "../../include/tern_nn.h"
#include "../../Support/geometry.h"
#include "reference.h"

/// The result, and the two arrays that are multiplied.
typedef struct {
    const tern_conv2d_size *size;
    const tern_accumulator *type;
    char *out;
    const char *a, *b;
    const int64_t *out_strides, *a_strides, *b_strides;
    const tern_conv2d_epilogue *epilogue;
} tern_reference_job;

/// Where output row 0 or column 0 meets the input through kernel row u or column v.
static inline int64_t tern_conv2d_row_offset(const tern_conv2d_size *size, int64_t u) {
    return u * size->dilation_h - size->pad_top;
}
static inline int64_t tern_conv2d_column_offset(const tern_conv2d_size *size, int64_t v) {
    return v * size->dilation_w - size->pad_left;
}

/// The epilogue on the sums of a row of one channel, whose first result is `place` bytes into the output.
static inline void tern_reference_epilogue(const tern_reference_job *job, tern_sum *sums, int64_t count, int64_t channel, int64_t place) {
    const tern_conv2d_epilogue *epilogue = job->epilogue;
    const int64_t item = job->type->item_size;
    if (epilogue->scale) job->type->multiply(sums, count, (const char *)epilogue->scale + item * channel);
    if (epilogue->shift) job->type->add_value(sums, count, (const char *)epilogue->shift + item * channel);
    if (epilogue->residual)
        job->type->add_row(sums, (const char *)epilogue->residual + place, job->out_strides[3], count);
    if (epilogue->clamps) job->type->clamp(sums, count, epilogue->low, epilogue->high);
}

#endif
