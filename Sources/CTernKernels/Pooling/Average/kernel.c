// The loops of average pooling for every instruction set.
#include "kernel.h"

#define TERN_TEMPLATE "../Pooling/Average/avg_kernel.h"
#include "../../Isa/for_each.h"

const tern_avg_kernels *tern_avg_kernels_of(tern_isa isa) {
    static const tern_avg_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(avg_kernels);
    return table[isa];
}
