// Template: Adam and its relatives, which keep an average of the gradient. Part of rules_kernel.h.
TERN_INLINE void RULE_NAME(adam_loop)(const bool has_largest, const void *numbers, const tern_step *step, int64_t begin,
                                      int64_t end) {
    RULE_BEGIN(tern_adam)
    RULE_T *restrict mean = step->state[0], *restrict square = step->state[1], *restrict largest = step->state[2];
    const RULE_T rate = (RULE_T)rule->rate, share = (RULE_T)rule->mean_share, eps = (RULE_T)rule->eps;
    const RULE_T beta = (RULE_T)rule->beta2, fresh = (RULE_T)(1 - rule->beta2), scale = (RULE_T)(1 / rule->root_correction);
    RULE_FOR(i) {
        const RULE_T g = RULE_SLOPE(i), m = RULE_NAME(blend)(mean[i], g, share), v = beta * square[i] + fresh * g * g;
        mean[i] = m;
        square[i] = v;
        RULE_T spread = v;
        // A NaN stays.
        if (has_largest) largest[i] = spread = largest[i] >= v ? largest[i] : v;
        p[i] = RULE_KEPT(i) - rate * m / (RULE_ROOT(spread) * scale + eps);
    }
}

static void RULE_NAME(adam)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    if (step->state[2]) RULE_NAME(adam_loop)(true, numbers, step, begin, end);
    else RULE_NAME(adam_loop)(false, numbers, step, begin, end);
}

static void RULE_NAME(adamax)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    RULE_BEGIN(tern_adamax)
    RULE_T *restrict mean = step->state[0], *restrict norm = step->state[1];
    const RULE_T rate = (RULE_T)rule->rate, share = (RULE_T)rule->mean_share, beta = (RULE_T)rule->beta2;
    const RULE_T eps = (RULE_T)rule->eps;
    RULE_FOR(i) {
        const RULE_T g = RULE_SLOPE(i), m = RULE_NAME(blend)(mean[i], g, share);
        const RULE_T faded = beta * norm[i], size = RULE_ABS(g) + eps, n = faded >= size ? faded : size;
        mean[i] = m;
        norm[i] = n;
        p[i] = RULE_KEPT(i) - rate * m / n;
    }
}

static void RULE_NAME(nadam)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    RULE_BEGIN(tern_nadam)
    RULE_T *restrict mean = step->state[0], *restrict square = step->state[1];
    const RULE_T share = (RULE_T)rule->mean_share, beta = (RULE_T)rule->beta2, fresh = (RULE_T)(1 - rule->beta2);
    const RULE_T gradient_rate = (RULE_T)rule->gradient_rate, mean_rate = (RULE_T)rule->mean_rate;
    const RULE_T correction = (RULE_T)rule->correction, eps = (RULE_T)rule->eps;
    RULE_FOR(i) {
        const RULE_T g = RULE_SLOPE(i), m = RULE_NAME(blend)(mean[i], g, share), v = beta * square[i] + fresh * g * g;
        const RULE_T spread = RULE_ROOT(v / correction) + eps;
        mean[i] = m;
        square[i] = v;
        p[i] = RULE_KEPT(i) - gradient_rate * g / spread - mean_rate * m / spread;
    }
}

static void RULE_NAME(radam)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    RULE_BEGIN(tern_radam)
    RULE_T *restrict mean = step->state[0], *restrict square = step->state[1];
    const RULE_T lr = (RULE_T)rule->lr, share = (RULE_T)rule->mean_share, beta = (RULE_T)rule->beta2;
    const RULE_T fresh = (RULE_T)(1 - rule->beta2), mean_correction = (RULE_T)rule->mean_correction;
    const RULE_T root_correction = (RULE_T)rule->root_correction, rectification = (RULE_T)rule->rectification;
    const RULE_T eps = (RULE_T)rule->eps;
    const bool is_rectified = rule->is_rectified;
    RULE_FOR(i) {
        const RULE_T g = RULE_SLOPE(i), m = RULE_NAME(blend)(mean[i], g, share), v = beta * square[i] + fresh * g * g;
        const RULE_T plain = m / mean_correction * lr;
        mean[i] = m;
        square[i] = v;
        p[i] = RULE_KEPT(i) - (is_rectified ? plain * (root_correction / (RULE_ROOT(v) + eps)) * rectification : plain);
    }
}
