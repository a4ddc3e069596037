// The loops of max pooling for every instruction set.
#include "kernel.h"

#define TERN_TEMPLATE "../Pooling/Fast/pool_kernel.h"
#include "../../Isa/for_each.h"

const tern_pool_kernels *tern_pool_kernels_of(tern_isa isa) {
    static const tern_pool_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(pool_kernels);
    return table[isa];
}
