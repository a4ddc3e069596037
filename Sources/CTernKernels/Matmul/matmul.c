// The matrix product: fast kernels where there are some, else the reference.
#include "../include/tern_isa.h"
#include "../include/tern_nn.h"
#include "Gemm/gemm.h"
#include "matmul_reference.h"

void tern_matmul(tern_matmul_size size, void *out, const int64_t *out_strides, const void *a, const int64_t *a_strides,
                 const void *b, const int64_t *b_strides) {
    if (tern_gemm(tern_current_isa(), size, out, out_strides, a, a_strides, b, b_strides)) return;
    tern_matmul_reference(size, out, out_strides, a, a_strides, b, b_strides);
}
