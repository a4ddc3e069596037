// The sum of a packed row of floats, in double, for each instruction set.
#ifndef TERN_REDUCTION_FAST_SUM_H
#define TERN_REDUCTION_FAST_SUM_H

#include "../../include/tern_isa.h"

typedef double (*tern_sum_row)(int64_t n, const float *_Nonnull x);
/// NULL for TERN_ISA_REFERENCE.
tern_sum_row _Nullable tern_sum_row_of(tern_isa isa);

#endif
