// The chains of every instruction set.
#include "chain.h"

#define TERN_TEMPLATE "../Matmul/chain_kernel.h"
#include "../Isa/for_each.h"

tern_chain_row tern_chain_row_of(tern_isa isa) {
    static const tern_chain_row *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(chain_row);
    return isa == TERN_ISA_REFERENCE ? *table[TERN_ISA_PORTABLE] : *table[isa];
}
