// The reference matrix product: one output row at a time, a block of columns on the stack.
#include "../include/tern_nn.h"
#include "../include/tern_runtime.h"
#include "accumulator.h"
#include "matmul_reference.h"
#include "../Support/grain.h"

typedef struct {
    tern_matmul_size size;
    const tern_accumulator *type;
    char *out;
    const char *a, *b;
    const int64_t *out_strides, *a_strides, *b_strides;
} matmul_job;

enum { BATCH, ROW, COLUMN };

// Adds to the sums of `count` columns, given where the row of a and the first column of b begin, in elements.
typedef void (*block_body)(const matmul_job *job, tern_sum *sums, int64_t a_row, int64_t b_column, int64_t count);

// Adds up scaled rows of b: reads them along j.
static void sum_rows(const matmul_job *job, tern_sum *sums, int64_t a_row, int64_t b_column, int64_t count) {
    const int64_t item = job->type->item_size;
    for (int64_t k = 0; k < job->size.k; k++)
        job->type->add_scaled(sums, 0, 1, job->a + item * (a_row + k * job->a_strides[COLUMN]),
                              job->b + item * (b_column + k * job->b_strides[ROW]), job->b_strides[COLUMN], count);
}

// Adds up one product of a row and a column after another: reads b along k.
static void sum_columns(const matmul_job *job, tern_sum *sums, int64_t a_row, int64_t b_column, int64_t count) {
    const int64_t item = job->type->item_size;
    for (int64_t j = 0; j < count; j++)
        job->type->add_products(&sums[j], job->a + item * a_row, job->a_strides[COLUMN],
                                job->b + item * (b_column + j * job->b_strides[COLUMN]), job->b_strides[ROW], job->size.k);
}

// b is read in the direction in which it lies in memory, unless its rows are too short to be worth a call each.
static block_body body_for(const matmul_job *job) {
    const int64_t shortest_row = 8;
    int64_t down = job->b_strides[ROW], across = job->b_strides[COLUMN];
    bool columns_are_packed = (down < 0 ? -down : down) < (across < 0 ? -across : across);
    return columns_are_packed || job->size.n < shortest_row ? sum_columns : sum_rows;
}

static void multiply_rows(void *context, int64_t begin, int64_t end) {
    const matmul_job *job = context;
    const int64_t item = job->type->item_size;
    const block_body sum_block = body_for(job);
    tern_sum sums[TERN_SUM_BLOCK];
    for (int64_t index = begin; index < end; index++) {
        const int64_t batch = index / job->size.m, row = index % job->size.m;
        const int64_t out_row = batch * job->out_strides[BATCH] + row * job->out_strides[ROW];
        const int64_t a_row = batch * job->a_strides[BATCH] + row * job->a_strides[ROW];
        for (int64_t j = 0; j < job->size.n; j += TERN_SUM_BLOCK) {
            const int64_t rest = job->size.n - j, count = rest < TERN_SUM_BLOCK ? rest : TERN_SUM_BLOCK;
            job->type->start(sums, count);
            // Without terms, a and b have no elements to point at.
            if (job->size.k > 0)
                sum_block(job, sums, a_row, batch * job->b_strides[BATCH] + j * job->b_strides[COLUMN], count);
            job->type->finish(job->out + item * (out_row + j * job->out_strides[COLUMN]), job->out_strides[COLUMN], sums, count);
        }
    }
}

void tern_matmul_reference(tern_matmul_size size, void *out, const int64_t *out_strides, const void *a, const int64_t *a_strides,
                           const void *b, const int64_t *b_strides) {
    matmul_job job = {size, tern_accumulator_of(size.dtype), out, a, b, out_strides, a_strides, b_strides};
    if (job.type) tern_parallel_for(size.batch * size.m, tern_grain(size.n * size.k), multiply_rows, &job);
}
