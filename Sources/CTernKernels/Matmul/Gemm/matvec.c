// Which products are matrix times vector, and splitting the matrix's rows over threads.
#include "matvec.h"

#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"

typedef struct {
    const tern_gemm_kernels *kernels;
    int64_t rows, depth;
    tern_matrix w, x, y;   // `row` is the stride from one dot product to the next
} matvec_job;

enum { BLOCK = 4 };        // rows that go together, in every thread alike

static void multiply_rows(void *context, int64_t begin, int64_t end) {
    const matvec_job *job = context;
    const int64_t item = job->kernels->item_size, blocks = (job->rows + BLOCK - 1) / BLOCK;
    for (int64_t index = begin; index < end; index++) {
        const int64_t batch = index / blocks, row = index % blocks * BLOCK, rest = job->rows - row;
        job->kernels->dot(rest < BLOCK ? rest : BLOCK, job->depth, job->w.data + item * (batch * job->w.batch + row * job->w.row),
                          job->w.row, job->x.data + item * batch * job->x.batch,
                          job->y.data + item * (batch * job->y.batch + row * job->y.row), job->y.row);
    }
}

bool tern_matvec(const tern_gemm_kernels *kernels, tern_matmul_size size, tern_matrix c, tern_matrix a, tern_matrix b) {
    matvec_job job = {.kernels = kernels, .depth = size.k};
    if (size.n == 1 && a.column == 1 && b.row == 1) {
        job.rows = size.m;
        job.w = a;
        job.x = b;
        job.y = c;
    } else if (size.m == 1 && b.row == 1 && a.column == 1) {
        job.rows = size.n;
        job.w = (tern_matrix){b.data, b.batch, b.column, b.row};
        job.x = a;
        job.y = (tern_matrix){c.data, c.batch, c.column, c.row};
    } else {
        return false;
    }
    const int64_t blocks = (job.rows + BLOCK - 1) / BLOCK;
    tern_parallel_for(size.batch * blocks, tern_grain(job.depth * BLOCK / 4), multiply_rows, &job);
    return true;
}
