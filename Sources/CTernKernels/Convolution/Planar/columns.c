// The column kernels of every instruction set.
#include "columns.h"

#define TERN_TEMPLATE "../Convolution/Planar/columns_kernel.h"
#include "../../Isa/for_each.h"

const tern_column_kernels *tern_column_kernels_of(tern_isa isa) {
    static const tern_column_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(column_kernels);
    return table[isa];
}
