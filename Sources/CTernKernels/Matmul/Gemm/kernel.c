// The tile kernels of every instruction set.
#include "kernel.h"

#define GEMM_T float
#define GEMM_BITS 32
#define GEMM_NAME(x) TERN_NAME(x##_f32)
#define TERN_TEMPLATE "../Matmul/Gemm/tile_kernel.h"
#include "../../Isa/for_each.h"
#undef GEMM_NAME
#undef GEMM_BITS
#undef GEMM_T

#define GEMM_T double
#define GEMM_BITS 64
#define GEMM_NAME(x) TERN_NAME(x##_f64)
#define TERN_TEMPLATE "../Matmul/Gemm/tile_kernel.h"
#include "../../Isa/for_each.h"

const tern_gemm_kernels *tern_gemm_kernels_of(tern_isa isa, tern_dtype dtype) {
    static const tern_gemm_kernels *const floats[TERN_ISA_COUNT] = TERN_ISA_TABLE(gemm_kernels_f32);
    static const tern_gemm_kernels *const doubles[TERN_ISA_COUNT] = TERN_ISA_TABLE(gemm_kernels_f64);
    if (dtype == TERN_FLOAT32) return floats[isa];
    return dtype == TERN_FLOAT64 ? doubles[isa] : NULL;
}
