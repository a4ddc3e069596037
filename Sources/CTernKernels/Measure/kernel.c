// The measuring loops for every instruction set.
#include "kernel.h"

#define TERN_TEMPLATE "../Measure/measure_kernel.h"
#include "../Isa/for_each.h"

const tern_measure_kernels *tern_measure_kernels_of(tern_isa isa) {
    static const tern_measure_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(measure_kernels);
    return table[isa] ? table[isa] : table[TERN_ISA_PORTABLE];
}
