// Functions of the mathematical library on rows of floats, for each instruction set.
#ifndef TERN_ELEMENTWISE_FAST_MATH_H
#define TERN_ELEMENTWISE_FAST_MATH_H

#include "../../include/tern_elementwise.h"
#include "../../include/tern_isa.h"
#include "../loop.h"

/// out[i] = f(x[i]) for i < n; out may be x.
typedef void (*tern_math_row)(int64_t n, float *_Nonnull out, const float *_Nonnull x);
typedef tern_math_row _Nullable tern_math_table[TERN_UNARY_COUNT];

/// NULL where there is none: other functions, and TERN_ISA_REFERENCE.
tern_math_row _Nullable tern_math_row_of(tern_isa isa, tern_unary_op op);

/// A row function for any strides that computes through `tern_math_row_of` of the current instruction set; for float and the
/// half types. NULL where there is none.
tern_row _Nullable tern_fast_unary_row(tern_unary_op op, tern_dtype dtype);

#endif
