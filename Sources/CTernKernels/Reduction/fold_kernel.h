// Template: the folds for one instruction set, each from one step: a new state from the old one and an element. The compiler
// makes vectors of the loops; all instruction sets give the same bits.

// The same numbers on every CPU: no fused multiply-add.
#pragma clang fp contract(off)

// X(KIND, field, type, initial, step, merge) where `step` takes the state `a`, the element `x` and the parameter `p`,
// and `merge` two states `a` and `x`.
#define FOR_EACH_PLAIN_FOLD(X) \
    X(SUM, f64, double, 0, a + x, a + x) \
    X(PROD, f64, double, 1, a * x, a * x) \
    X(MAX, f64, double, -INFINITY, TERN_NAME(larger)(a, x), TERN_NAME(larger)(a, x)) \
    X(MIN, f64, double, INFINITY, TERN_NAME(smaller)(a, x), TERN_NAME(smaller)(a, x)) \
    X(ANY, f64, double, 0, x != 0 ? 1 : a, x != 0 ? 1 : a) \
    X(ALL, f64, double, 1, x == 0 ? 0 : a, x == 0 ? 0 : a) \
    X(DEVIATION, f64, double, 0, a + (x - p) * (x - p), a + x) \
    X(NONZERO, f64, double, 0, a + (x != 0), a + x) \
    X(ABS_SUM, f64, double, 0, a + fabs(x), a + x) \
    X(SQUARE_SUM, f64, double, 0, a + x * x, a + x) \
    X(ABS_MAX, f64, double, 0, TERN_NAME(larger)(a, fabs(x)), TERN_NAME(larger)(a, x)) \
    X(ABS_MIN, f64, double, INFINITY, TERN_NAME(smaller)(a, fabs(x)), TERN_NAME(smaller)(a, x)) \
    X(POWER_SUM, f64, double, 0, a + pow(fabs(x), p), a + x) \
    X(SUM, i64, int64_t, 0, TERN_NAME(wrapping_sum)(a, x), TERN_NAME(wrapping_sum)(a, x)) \
    X(PROD, i64, int64_t, 1, TERN_NAME(wrapping_product)(a, x), TERN_NAME(wrapping_product)(a, x)) \
    X(MAX, i64, int64_t, INT64_MIN, x > a ? x : a, x > a ? x : a) \
    X(MIN, i64, int64_t, INT64_MAX, x < a ? x : a, x < a ? x : a) \
    X(ANY, i64, int64_t, 0, x != 0 ? 1 : a, x != 0 ? 1 : a) \
    X(ALL, i64, int64_t, 1, x == 0 ? 0 : a, x == 0 ? 0 : a)

// X(KIND, field, type, better, wins): the better of two values, and whether `x` replaces the state `a`; the first of equals
// stays.
#define FOR_EACH_ARG_FOLD(X) \
    X(ARGMAX, f64, double, TERN_NAME(larger)(a, x), (x > a) | ((x != x) & (a == a))) \
    X(ARGMIN, f64, double, TERN_NAME(smaller)(a, x), (x < a) | ((x != x) & (a == a))) \
    X(ARGMAX, i64, int64_t, x > a ? x : a, x > a) \
    X(ARGMIN, i64, int64_t, x < a ? x : a, x < a)

// A NaN, once met, stays: no comparison with it is true.
static inline double TERN_NAME(larger)(double a, double x) { return x > a || x != x ? x : a; }
static inline double TERN_NAME(smaller)(double a, double x) { return x < a || x != x ? x : a; }

static inline int64_t TERN_NAME(wrapping_sum)(int64_t a, int64_t x) { return (int64_t)((uint64_t)a + (uint64_t)x); }
static inline int64_t TERN_NAME(wrapping_product)(int64_t a, int64_t x) { return (int64_t)((uint64_t)a * (uint64_t)x); }

#define DEFINE_PLAIN_FOLD(KIND, field, type, initial, step_expression, merge_expression) \
    static inline type TERN_NAME(step_##KIND##_##field)(type a, type x, double p) { (void)p; return step_expression; } \
    static inline type TERN_NAME(merge_##KIND##_##field)(type a, type x) { return merge_expression; } \
    static void TERN_NAME(along_##KIND##_##field)(tern_fold_state state, const tern_wide *x, int64_t n, int64_t position) { \
        (void)position; \
        const double p = *state.parameter; \
        type total = state.value->field; \
        int64_t i = 0; \
        if (n >= 2 * LANES) { \
            type lanes[LANES]; \
            for (int k = 0; k < LANES; k++) lanes[k] = initial; \
            for (; i + LANES <= n; i += LANES) \
                for (int k = 0; k < LANES; k++) lanes[k] = TERN_NAME(step_##KIND##_##field)(lanes[k], x[i + k].field, p); \
            for (int k = 0; k < LANES; k++) total = TERN_NAME(merge_##KIND##_##field)(total, lanes[k]); \
        } \
        for (; i < n; i++) total = TERN_NAME(step_##KIND##_##field)(total, x[i].field, p); \
        state.value->field = total; \
    } \
    static void TERN_NAME(across_##KIND##_##field)(tern_fold_state states, const tern_wide *x, int64_t n, int64_t position) { \
        (void)position; \
        for (int64_t i = 0; i < n; i++) \
            states.value[i].field = TERN_NAME(step_##KIND##_##field)(states.value[i].field, x[i].field, states.parameter[i]); \
    } \
    static void TERN_NAME(join_##KIND##_##field)(tern_fold_state state, tern_wide later, int64_t later_index) { \
        (void)later_index; \
        state.value->field = TERN_NAME(merge_##KIND##_##field)(state.value->field, later.field); \
    }
FOR_EACH_PLAIN_FOLD(DEFINE_PLAIN_FOLD)

// The winning value of a row is found first, then the first place that has it: both loops are free of branches.
#define DEFINE_ARG_FOLD(KIND, field, type, better_expression, wins_expression) \
    static inline bool TERN_NAME(wins_##KIND##_##field)(type a, type x) { return wins_expression; } \
    static inline type TERN_NAME(better_##KIND##_##field)(type a, type x) { return better_expression; } \
    static inline void TERN_NAME(step_##KIND##_##field)(tern_wide *value, int64_t *index, type x, int64_t position) { \
        if (*index >= 0 && !TERN_NAME(wins_##KIND##_##field)(value->field, x)) return; \
        value->field = x; \
        *index = position; \
    } \
    static void TERN_NAME(along_##KIND##_##field)(tern_fold_state state, const tern_wide *x, int64_t n, int64_t position) { \
        type lanes[LANES]; \
        for (int k = 0; k < LANES; k++) lanes[k] = x[0].field; \
        int64_t i = 0; \
        for (; i + LANES <= n; i += LANES) \
            for (int k = 0; k < LANES; k++) lanes[k] = TERN_NAME(better_##KIND##_##field)(lanes[k], x[i + k].field); \
        type best = lanes[0]; \
        for (int k = 1; k < LANES; k++) best = TERN_NAME(better_##KIND##_##field)(best, lanes[k]); \
        for (; i < n; i++) best = TERN_NAME(better_##KIND##_##field)(best, x[i].field); \
        for (i = 0; i + LANES <= n; i += LANES) { \
            int64_t found = 0; \
            for (int k = 0; k < LANES; k++) found |= x[i + k].field == best || x[i + k].field != x[i + k].field; \
            if (found) break; \
        } \
        while (x[i].field != best && x[i].field == x[i].field) i++; \
        TERN_NAME(step_##KIND##_##field)(state.value, state.index, x[i].field, position + i); \
    } \
    static void TERN_NAME(across_##KIND##_##field)(tern_fold_state states, const tern_wide *x, int64_t n, int64_t position) { \
        for (int64_t i = 0; i < n; i++) { \
            const type a = states.value[i].field, value = x[i].field; \
            const bool is_better = states.index[i] < 0 || TERN_NAME(wins_##KIND##_##field)(a, value); \
            states.value[i].field = is_better ? value : a; \
            states.index[i] = is_better ? position : states.index[i]; \
        } \
    } \
    static void TERN_NAME(join_##KIND##_##field)(tern_fold_state state, tern_wide later, int64_t later_index) { \
        TERN_NAME(step_##KIND##_##field)(state.value, state.index, later.field, later_index); \
    }
FOR_EACH_ARG_FOLD(DEFINE_ARG_FOLD)

static tern_fold TERN_NAME(fold_of)(tern_fold_kind kind, bool is_floating) {
    enum { f64, i64, WIDE_COUNT };
#define ENTRY(KIND, field, type, first, ...) \
    [field][TERN_FOLD_##KIND] = {{.field = first}, TERN_NAME(along_##KIND##_##field), TERN_NAME(across_##KIND##_##field), \
                                 TERN_NAME(join_##KIND##_##field)},
#define ARG_ENTRY(KIND, field, ...) ENTRY(KIND, field, , 0)
    static const tern_fold folds[WIDE_COUNT][TERN_FOLD_COUNT] = {FOR_EACH_PLAIN_FOLD(ENTRY) FOR_EACH_ARG_FOLD(ARG_ENTRY)};
#undef ARG_ENTRY
#undef ENTRY
    return folds[is_floating ? f64 : i64][kind];
}

#undef DEFINE_ARG_FOLD
#undef DEFINE_PLAIN_FOLD
#undef FOR_EACH_ARG_FOLD
#undef FOR_EACH_PLAIN_FOLD
