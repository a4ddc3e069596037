// The matrix product as clear loops in double, for every element type: what the fast kernels are tested against.
#ifndef TERN_MATMUL_REFERENCE_H
#define TERN_MATMUL_REFERENCE_H

#include "../include/tern_nn.h"

void tern_matmul_reference(tern_matmul_size size, void *_Nonnull out, const int64_t *_Nonnull out_strides,
                           const void *_Nonnull a, const int64_t *_Nonnull a_strides, const void *_Nonnull b,
                           const int64_t *_Nonnull b_strides);

#endif
