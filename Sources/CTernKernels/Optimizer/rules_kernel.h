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

// The lines of memory that a loop will need 2 KiB from here: a core's own prefetching stops at every page's end, and these loops
// wait for memory most of their time.
TERN_INLINE void RULE_NAME(fetch)(const char *array, int64_t first) {
    const char *ahead = array + first * (int64_t)sizeof(RULE_T) + 2048;
    TERN_UNROLL for (size_t line = 0; line < RULE_BLOCK * sizeof(RULE_T); line += 64) __builtin_prefetch(ahead + line, 1);
}

TERN_INLINE void RULE_NAME(fetch_all)(const tern_step *step, int64_t first) {
    RULE_NAME(fetch)(step->parameter, first);
    RULE_NAME(fetch)(step->gradient, first);
    for (int k = 0; k < TERN_RULE_STATES; k++)
        if (step->state[k]) RULE_NAME(fetch)(step->state[k], first);
}

// The loop itself, in blocks so that its body stays a plain loop that becomes vectors.
#define RULE_FOR(i) \
    for (int64_t block = begin, stop; block < end; block = stop) \
        for (int64_t i = (RULE_NAME(fetch_all)(step, block), stop = end - block < RULE_BLOCK ? end : block + RULE_BLOCK, block); \
             i < stop; i++)

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
#undef RULE_FOR
#undef RULE_KEPT
#undef RULE_SLOPE
#undef RULE_BEGIN
#undef RULE_ABS
#undef RULE_ROOT
