// The fast matrix product for float and double.
#ifndef TERN_MATMUL_GEMM_H
#define TERN_MATMUL_GEMM_H

#include "../../include/tern_isa.h"
#include "../../include/tern_nn.h"

/// `tern_matmul` in the element type itself. False, without having written anything, where there is no fast kernel for
/// it or no memory.
bool tern_gemm(tern_isa isa, tern_matmul_size size, void *_Nonnull out, const int64_t *_Nonnull out_strides,
               const void *_Nonnull a, const int64_t *_Nonnull a_strides, const void *_Nonnull b,
               const int64_t *_Nonnull b_strides);

#endif
