// Matrix times vector, where the matrix is too narrow for tiles.
#ifndef TERN_MATMUL_GEMM_MATVEC_H
#define TERN_MATMUL_GEMM_MATVEC_H

#include "plan.h"

/// c = a * b where one of a and b is a vector and the other one's rows (b's columns) lie along the sum. False, without having
/// done anything, for other products.
bool tern_matvec(const tern_gemm_kernels *_Nonnull kernels, tern_matmul_size size, tern_matrix c, tern_matrix a, tern_matrix b);

#endif
