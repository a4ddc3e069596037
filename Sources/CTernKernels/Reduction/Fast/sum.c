// The sum of a row for every instruction set.
#include "sum.h"

#define TERN_TEMPLATE "../Reduction/Fast/sum_kernel.h"
#include "../../Isa/for_each.h"

tern_sum_row tern_sum_row_of(tern_isa isa) {
    typedef double sum_function(int64_t n, const float *x);
    static sum_function *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(sum_f32);
    return table[isa];
}
