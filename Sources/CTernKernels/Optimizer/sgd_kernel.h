// Template: stochastic gradient descent and its average. Part of rules_kernel.h.
TERN_INLINE void RULE_NAME(sgd_loop)(const bool has_buffer, const bool is_first, const void *numbers, const tern_step *step,
                                     int64_t begin, int64_t end) {
    RULE_BEGIN(tern_sgd)
    RULE_T *restrict buffer = step->state[0];
    const RULE_T lr = (RULE_T)rule->lr, momentum = (RULE_T)rule->momentum, fresh = (RULE_T)rule->fresh;
    const bool nesterov = rule->nesterov;
    RULE_FOR(i) {
        RULE_T g = RULE_SLOPE(i);
        if (has_buffer) {
            // In the first step the buffer may hold anything.
            const RULE_T moved = is_first ? g : momentum * buffer[i] + fresh * g;
            buffer[i] = moved;
            g = nesterov ? g + momentum * moved : moved;
        }
        p[i] = RULE_KEPT(i) - lr * g;
    }
}

static void RULE_NAME(sgd)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    const bool is_first = ((const tern_sgd *)numbers)->is_first;
    if (!step->state[0]) RULE_NAME(sgd_loop)(false, false, numbers, step, begin, end);
    else if (is_first) RULE_NAME(sgd_loop)(true, true, numbers, step, begin, end);
    else RULE_NAME(sgd_loop)(true, false, numbers, step, begin, end);
}

static void RULE_NAME(asgd)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    RULE_BEGIN(tern_asgd)
    RULE_T *restrict average = step->state[0];
    const RULE_T rate = (RULE_T)rule->rate, share = (RULE_T)rule->share;
    RULE_FOR(i) {
        const RULE_T g = RULE_SLOPE(i), moved = RULE_KEPT(i) - rate * g;
        p[i] = moved;
        average[i] = share == 1 ? moved : average[i] + (moved - average[i]) * share;
    }
}
