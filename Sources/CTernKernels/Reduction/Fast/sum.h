// What reductions do with packed rows of floats, for each instruction set. Everything is added up in double.
#ifndef TERN_REDUCTION_FAST_SUM_H
#define TERN_REDUCTION_FAST_SUM_H

#include "../../include/tern_isa.h"

/// What a row of n > 0 floats comes to.
typedef double (*tern_float_row)(int64_t n, const float *_Nonnull x);
typedef struct {
    tern_float_row _Nonnull sum, largest, smallest;
    /// sums[i] += x[i]
    void (*_Nonnull add)(int64_t n, double *_Nonnull sums, const float *_Nonnull x);
    /// out[i] = x[i]
    void (*_Nonnull widen)(int64_t n, double *_Nonnull out, const float *_Nonnull x);
} tern_float_rows;

/// NULL for TERN_ISA_REFERENCE.
const tern_float_rows *_Nullable tern_float_rows_of(tern_isa isa);

#endif
