// Template: resilient backpropagation, which looks at signs alone. Part of rules_kernel.h.
static void RULE_NAME(rprop)(const void *numbers, const tern_step *step, int64_t begin, int64_t end) {
    RULE_BEGIN(tern_rprop)
    RULE_T *restrict last = step->state[0], *restrict size = step->state[1];
    const RULE_T shrink = (RULE_T)rule->shrink, grow = (RULE_T)rule->grow;
    const RULE_T smallest = (RULE_T)rule->smallest, largest = (RULE_T)rule->largest;
    RULE_FOR(i) {
        RULE_T g = RULE_SLOPE(i);
        const RULE_T agreement = g * last[i];
        RULE_T s = size[i] * (agreement > 0 ? grow : agreement < 0 ? shrink : 1);
        s = s < smallest ? smallest : s > largest ? largest : s;
        g = agreement < 0 ? 0 : g;
        size[i] = s;
        last[i] = g;
        const RULE_T direction = g > 0 ? 1 : g < 0 ? -1 : 0;
        p[i] = RULE_KEPT(i) - direction * s;
    }
}
