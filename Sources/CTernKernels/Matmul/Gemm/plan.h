// How one matrix product is cut up: decided once, from sizes and strides only, never from the number of threads, so that
// every result is the same sum in the same order on any machine with the instruction set.
#ifndef TERN_MATMUL_GEMM_PLAN_H
#define TERN_MATMUL_GEMM_PLAN_H

#include "../../include/tern_nn.h"
#include "kernel.h"

/// A batch of matrices; strides in elements.
typedef struct {
    char *_Nonnull data;
    int64_t batch, row, column;
} tern_matrix;

typedef struct {
    const tern_gemm_kernels *_Nonnull kernels;
    int64_t batch, m, n, k;
    tern_matrix c, a, b;
    int64_t depth_blocks;                 // the sum over k is cut into these
    int64_t tiles;                        // strips of rows, all of nearly the same height
    int64_t panels, panel_width;          // strips of columns; the last may be narrower
    bool packs_a;
    int64_t first_packed_panel;           // panels before it are read where they lie
} tern_gemm_plan;

/// c = a * b. May exchange the two (c transposed = b transposed * a transposed) where that needs less copying.
tern_gemm_plan tern_gemm_plan_make(const tern_gemm_kernels *_Nonnull kernels, tern_matmul_size size, tern_matrix c,
                                   tern_matrix a, tern_matrix b);

/// Begin of part `index` when `count` items are cut into `parts` of nearly the same size.
static inline int64_t tern_cut(int64_t count, int64_t index, int64_t parts) { return count * index / parts; }

/// The most steps that one block of the sum has.
static inline int64_t tern_gemm_depth(const tern_gemm_plan *_Nonnull plan) {
    return (plan->k + plan->depth_blocks - 1) / plan->depth_blocks;
}

#endif
