// The loops of the optimizers, for each element type and instruction set.
#ifndef TERN_OPTIMIZER_RULES_H
#define TERN_OPTIMIZER_RULES_H

#include "../include/tern_isa.h"
#include "../include/tern_optimizer.h"

/// A step over the elements begin ..< end.
typedef void (*tern_rule_loop)(const void *_Nonnull numbers, const tern_step *_Nonnull step, int64_t begin, int64_t end);
typedef tern_rule_loop tern_rule_loops[TERN_RULE_COUNT];

/// For float32 and float64. The loops are plain enough to be their own reference.
tern_rule_loop _Nonnull tern_rule_loop_of(tern_isa isa, tern_dtype dtype, tern_rule rule);

#endif
