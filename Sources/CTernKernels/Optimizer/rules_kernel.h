// Template: the loops of all rules over one element type (RULE_T), which the compiler turns into vectors of one instruction set.
// The arrays of a step never overlap. The order of operations is PyTorch's, so that the last bits are nearly always, too.

// The builtins are the instructions themselves: sqrt would have to report errors through errno.
#define RULE_ROOT(x) __builtin_elementwise_sqrt(x)
#define RULE_ABS(x) __builtin_elementwise_abs(x)

/// The start of every loop: the arrays and g's ingredients.
#define RULE_BEGIN(type) \
    const type *rule = numbers; \
    RULE_T *restrict p = step->parameter; \
    const RULE_T *restrict gradient = step->gradient; \
    const bool is_negated = rule->slope.maximize, has_decay = rule->slope.decay != 0, is_kept = rule->slope.kept == 1; \
    const RULE_T decay = (RULE_T)rule->slope.decay, kept = (RULE_T)rule->slope.kept;

// Without decay an infinite parameter must not become a NaN.
#define RULE_SLOPE(i) RULE_NAME(slope)(is_negated ? -gradient[i] : gradient[i], p[i], has_decay, decay)

// p without a product, so that the compiler can fuse the one that is subtracted from it, as PyTorch does.
#define RULE_KEPT(i) (is_kept ? p[i] : kept * p[i])

TERN_INLINE RULE_T RULE_NAME(slope)(RULE_T gradient, RULE_T p, bool has_decay, RULE_T decay) {
    return has_decay ? gradient + decay * p : gradient;
}

/// old + share * (new - old), from the end that is nearer.
TERN_INLINE RULE_T RULE_NAME(blend)(RULE_T old, RULE_T new, RULE_T share) {
    return share < (RULE_T)0.5 ? old + share * (new - old) : new - (new - old) * (1 - share);
}

#include "sgd_kernel.h"
#include "adam_kernel.h"
#include "adaptive_kernel.h"
#include "sign_kernel.h"

static const tern_rule_loops RULE_NAME(rule_loops) = {
    [TERN_RULE_SGD] = RULE_NAME(sgd),
    [TERN_RULE_ADAM] = RULE_NAME(adam),
    [TERN_RULE_ADAMAX] = RULE_NAME(adamax),
    [TERN_RULE_NADAM] = RULE_NAME(nadam),
    [TERN_RULE_RADAM] = RULE_NAME(radam),
    [TERN_RULE_RMSPROP] = RULE_NAME(rmsprop),
    [TERN_RULE_ADAGRAD] = RULE_NAME(adagrad),
    [TERN_RULE_ADADELTA] = RULE_NAME(adadelta),
    [TERN_RULE_ASGD] = RULE_NAME(asgd),
    [TERN_RULE_RPROP] = RULE_NAME(rprop),
};
#undef RULE_KEPT
#undef RULE_SLOPE
#undef RULE_BEGIN
#undef RULE_ABS
#undef RULE_ROOT
