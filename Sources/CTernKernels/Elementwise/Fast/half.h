// Conversions between float and the 16-bit floating types, on packed rows, for each instruction set. The bits are the same as
// from Support/half.h: the code is.
#ifndef TERN_ELEMENTWISE_FAST_HALF_H
#define TERN_ELEMENTWISE_FAST_HALF_H

#include "../../include/tern_isa.h"

typedef void (*tern_half_row)(int64_t n, void *_Nonnull out, const void *_Nonnull x);
typedef struct {
    tern_half_row _Nonnull half_to_f32, half_from_f32, bfloat_to_f32, bfloat_from_f32;
} tern_half_rows;

/// The conversion of packed rows; NULL where there is none: other types, and TERN_ISA_REFERENCE.
tern_half_row _Nullable tern_half_row_of(tern_isa isa, tern_dtype to, tern_dtype from);

#endif
