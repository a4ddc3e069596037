// The transposes of every instruction set.
#include "transpose.h"

#include <string.h>

#define TERN_TEMPLATE "../Convolution/Layout/transpose_kernel.h"
#include "../../Isa/for_each.h"

const tern_transpose_kernels *tern_transpose_kernels_of(tern_isa isa) {
    static const tern_transpose_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(transpose_kernels);
    return table[isa];
}
