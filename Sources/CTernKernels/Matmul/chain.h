// A row of fused multiply-adds: the step of torch's order of summation, in which every sum is one chain.
#ifndef TERN_MATMUL_CHAIN_H
#define TERN_MATMUL_CHAIN_H

#include "../include/tern_isa.h"

/// sums[i * sums_stride] = fma(factor, x[i * x_stride], sums[i * sums_stride]); strides in elements.
typedef void (*tern_chain_row)(float *_Nonnull sums, int64_t sums_stride, float factor, const float *_Nonnull x,
                               int64_t x_stride, int64_t count);

/// The same bits for every instruction set.
tern_chain_row _Nonnull tern_chain_row_of(tern_isa isa);

#endif
