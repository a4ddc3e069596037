// Template: rules that divide by the size of past gradients. Part of rules_kernel.h.
TERN_INLINE void RULE_NAME(rmsprop_loop)(const bool has_buffer, const bool has_mean, const void *numbers,
                                         const tern_step *step, int64_t begin, int64_t end) {
    RULE_BEGIN(tern_rmsprop)
    RULE_T *restrict square = step->state[0], *restrict buffer = step->state[1], *restrict mean = step->state[2];
    const RULE_T lr = (RULE_T)rule->lr, alpha = (RULE_T)rule->alpha, fresh = (RULE_T)(1 - rule->alpha);
    const RULE_T momentum = (RULE_T)rule->momentum, eps = (RULE_T)rule->eps;
    RULE_FOR(i) {
        const RULE_T g = RULE_SLOPE(i), v = alpha * square[i] + fresh * g * g;
        square[i] = v;
        RULE_T spread = v;
        if (has_mean) {
            const RULE_T m = RULE_NAME(blend)(mean[i], g, fresh);
            mean[i] = m;
            spread = v - m * m;
        }
        const RULE_T size = RULE_ROOT(spread) + eps;
        if (has_buffer) {
            const RULE_T moved = momentum * buffer[i] + g / size;
            buffer[i] = moved;
            p[i] = RULE_KEPT(i) - lr * moved;
        } else {
            p[i] = RULE_KEPT(i) - lr * g / size;
        }
    }
}

static void RULE_NAME(rmsprop)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    if (step->state[1] && step->state[2]) RULE_NAME(rmsprop_loop)(true, true, numbers, step, begin, end);
    else if (step->state[1]) RULE_NAME(rmsprop_loop)(true, false, numbers, step, begin, end);
    else if (step->state[2]) RULE_NAME(rmsprop_loop)(false, true, numbers, step, begin, end);
    else RULE_NAME(rmsprop_loop)(false, false, numbers, step, begin, end);
}

static void RULE_NAME(adagrad)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    RULE_BEGIN(tern_adagrad)
    RULE_T *restrict sum = step->state[0];
    const RULE_T rate = (RULE_T)rule->rate, eps = (RULE_T)rule->eps;
    RULE_FOR(i) {
        const RULE_T g = RULE_SLOPE(i), v = sum[i] + g * g;
        sum[i] = v;
        p[i] = RULE_KEPT(i) - rate * g / (RULE_ROOT(v) + eps);
    }
}

static void RULE_NAME(adadelta)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    RULE_BEGIN(tern_adadelta)
    RULE_T *restrict square = step->state[0], *restrict moved = step->state[1];
    const RULE_T lr = (RULE_T)rule->lr, rho = (RULE_T)rule->rho, fresh = (RULE_T)(1 - rule->rho), eps = (RULE_T)rule->eps;
    RULE_FOR(i) {
        const RULE_T g = RULE_SLOPE(i), v = rho * square[i] + fresh * g * g;
        const RULE_T move = RULE_ROOT(moved[i] + eps) / RULE_ROOT(v + eps) * g;
        square[i] = v;
        moved[i] = rho * moved[i] + fresh * move * move;
        p[i] = RULE_KEPT(i) - lr * move;
    }
}
