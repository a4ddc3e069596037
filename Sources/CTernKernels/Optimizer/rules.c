// The loops of the optimizers compiled for every instruction set and both types.
#include "rules.h"

enum { RULE_BLOCK = 64 };

#define RULE_T float
#define RULE_NAME(x) TERN_NAME(x##_f32)
#define TERN_TEMPLATE "../Optimizer/rules_kernel.h"
#include "../Isa/for_each.h"
#undef RULE_NAME
#undef RULE_T

#define RULE_T double
#define RULE_NAME(x) TERN_NAME(x##_f64)
#define TERN_TEMPLATE "../Optimizer/rules_kernel.h"
#include "../Isa/for_each.h"

tern_rule_loop tern_rule_loop_of(tern_isa isa, tern_dtype dtype, tern_rule rule) {
    static const tern_rule_loops *const floats[TERN_ISA_COUNT] = TERN_ISA_TABLE(rule_loops_f32);
    static const tern_rule_loops *const doubles[TERN_ISA_COUNT] = TERN_ISA_TABLE(rule_loops_f64);
    if (isa == TERN_ISA_REFERENCE) isa = TERN_ISA_PORTABLE;
    return (*(dtype == TERN_FLOAT32 ? floats : doubles)[isa])[rule];
}
