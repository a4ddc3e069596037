// The conversions of 16-bit floating types for every instruction set.
#include "half.h"

#include "../../Support/half.h"

#define TERN_TEMPLATE "../Elementwise/Fast/half_kernel.h"
#include "../../Isa/for_each.h"

tern_half_row tern_half_row_of(tern_isa isa, tern_dtype to, tern_dtype from) {
    static const tern_half_rows *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(half_rows);
    const tern_half_rows *rows = table[isa];
    if (!rows) return NULL;
    if (to == TERN_FLOAT32 && from == TERN_FLOAT16) return rows->half_to_f32;
    if (to == TERN_FLOAT16 && from == TERN_FLOAT32) return rows->half_from_f32;
    if (to == TERN_FLOAT32 && from == TERN_BFLOAT16) return rows->bfloat_to_f32;
    if (to == TERN_BFLOAT16 && from == TERN_FLOAT32) return rows->bfloat_from_f32;
    return NULL;
}
