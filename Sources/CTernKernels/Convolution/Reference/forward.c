// Convolution forwards: every output row gathers the scaled input rows that its windows touch.
#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"
#include "job.h"

// In this file a is the input x and b is the weight.

// The columns of an output row whose sums are kept on the stack at a time.
typedef struct {
    int64_t n, k, i;
    tern_range columns;
} row_piece;

// Adds the products of kernel position (c, u, v) to the sums of the columns whose tap lies inside the image.
static void add_tap(const tern_reference_job *job, tern_sum *sums, row_piece piece, int64_t c, int64_t u, int64_t v) {
    const tern_conv2d_size *size = job->size;
    const int64_t row = piece.i * size->stride_h + tern_conv2d_row_offset(size, u);
    if (row < 0 || row >= size->h) return;
    const int64_t offset = tern_conv2d_column_offset(size, v);
    const tern_range columns = tern_steps_inside(piece.columns, offset, size->stride_w, (tern_range){0, size->w});
    if (columns.begin >= columns.end) return;
    const int64_t item = job->type->item_size, channels = size->c / size->groups;
    const int64_t channel = piece.k / (size->k / size->groups) * channels + c;
    const int64_t column = columns.begin * size->stride_w + offset;
    job->type->add_scaled(sums, columns.begin - piece.columns.begin, 1,
                          job->b + item * tern_offset4(job->b_strides, piece.k, c, u, v),
                          job->a + item * tern_offset4(job->a_strides, piece.n, channel, row, column),
                          size->stride_w * job->a_strides[3], columns.end - columns.begin);
}

// Input channel, kernel row, kernel column, then the bias, if any: the order in which torch adds on small problems.
static void convolve_piece(const tern_reference_job *job, row_piece piece) {
    const tern_conv2d_size *size = job->size;
    const int64_t item = job->type->item_size, count = piece.columns.end - piece.columns.begin;
    tern_sum sums[TERN_SUM_BLOCK];
    job->type->start(sums, count);
    for (int64_t c = 0; c < size->c / size->groups; c++)
        for (int64_t u = 0; u < size->kh; u++)
            for (int64_t v = 0; v < size->kw; v++) add_tap(job, sums, piece, c, u, v);
    const int64_t place = item * tern_offset4(job->out_strides, piece.n, piece.k, piece.i, piece.columns.begin);
    tern_reference_epilogue(job, sums, count, piece.k, place);
    job->type->finish(job->out + place, job->out_strides[3], sums, count);
}

static void convolve_rows(void *context, int64_t begin, int64_t end) {
    const tern_reference_job *job = context;
    const tern_conv2d_size *size = job->size;
    for (int64_t index = begin; index < end; index++) {
        row_piece piece = {.i = index % size->oh, .k = index / size->oh % size->k, .n = index / size->oh / size->k};
        for (int64_t j = 0; j < size->ow; j += TERN_SUM_BLOCK) {
            const int64_t rest = size->ow - j;
            piece.columns = (tern_range){j, j + (rest < TERN_SUM_BLOCK ? rest : TERN_SUM_BLOCK)};
            convolve_piece(job, piece);
        }
    }
}

void tern_conv2d_reference_forward(const tern_conv2d_size *size, void *y, const int64_t *y_strides, const void *x,
                                   const int64_t *x_strides, const void *weight, const int64_t *weight_strides,
                                   const tern_conv2d_epilogue *epilogue) {
    tern_reference_job job = {size, tern_chained_accumulator_of(size->dtype), y, x, weight, y_strides, x_strides,
                              weight_strides, epilogue};
    const int64_t row_cost = size->ow * size->c / size->groups * size->kh * size->kw;
    if (job.type) tern_parallel_for(size->n * size->k * size->oh, tern_grain(row_cost), convolve_rows, &job);
}
