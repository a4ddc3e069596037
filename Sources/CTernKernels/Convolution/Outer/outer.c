// The outer-product kernels of every instruction set.
#include "outer.h"

#define TERN_TEMPLATE "../Convolution/Outer/outer_kernel.h"
#include "../../Isa/for_each.h"

const tern_outer_kernels *tern_outer_kernels_of(tern_isa isa) {
    static const tern_outer_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(outer_kernels);
    return table[isa];
}
