// Opens a section compiled for AVX2 and FMA: 16 registers of 8 floats. Isa/end.h closes it.
#define TERN_NAME(x) x##_avx2
#define TERN_ISA_TAG TERN_ISA_AVX2
#define TERN_VW 8
// 6 x 2 sums, 2 weights and one pixel are 15 registers.
#define TERN_BLOCK_ROWS 6
#define TERN_BLOCK_VECTORS 2
#define TERN_OUTER_ROWS 6
#define TERN_ISA_HAS_TARGET
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#include "vector.h"
