// The loops of batch normalisation for every instruction set.
#include "kernel.h"

#define TERN_TEMPLATE "../Normalization/Fast/norm_kernel.h"
#include "../../Isa/for_each.h"

const tern_norm_kernels *tern_norm_kernels_of(tern_isa isa) {
    static const tern_norm_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(norm_kernels);
    return table[isa];
}
