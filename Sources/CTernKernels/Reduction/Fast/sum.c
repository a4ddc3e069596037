// Rows of floats for every instruction set.
#include "sum.h"

#define TERN_TEMPLATE "../Reduction/Fast/sum_kernel.h"
#include "../../Isa/for_each.h"

const tern_float_rows *tern_float_rows_of(tern_isa isa) {
    static const tern_float_rows *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(float_rows);
    return table[isa];
}
