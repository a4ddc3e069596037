// Opens a section compiled for AVX-512: 32 registers of 16 floats. Isa/end.h closes it.
#define TERN_NAME(x) x##_avx512
#define TERN_ISA_TAG TERN_ISA_AVX512
#define TERN_VW 16
// Blocks of sums held in registers: 14 x 2 sums, 2 weights and one pixel are 31 registers; 14 independent rows also hide
// the latency of the multiply-adds.
#define TERN_BLOCK_ROWS 14
#define TERN_BLOCK_VECTORS 2
#define TERN_OUTER_ROWS 8
#define TERN_ISA_HAS_TARGET
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c"))), apply_to = function)
#include "vector.h"
