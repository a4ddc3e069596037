// The folds, each from one step: a new state from the old one and an element.
#include "fold.h"

#include <math.h>

// The same numbers on every CPU: no fused multiply-add.
#pragma STDC FP_CONTRACT OFF

// Independent partial results let a long row use the vector unit. Their number is part of the result (it sets the
// order of additions), so it is the same everywhere.
enum { LANES = 8 };

// X(KIND, field, type, initial, step, merge) where `step` takes the state `a`, the element `x` and the parameter `p`,
// and `merge` two states `a` and `x`.
#define FOR_EACH_PLAIN_FOLD(X) \
    X(SUM, f64, double, 0, a + x, a + x) \
    X(PROD, f64, double, 1, a * x, a * x) \
    X(MAX, f64, double, -INFINITY, larger(a, x), larger(a, x)) \
    X(MIN, f64, double, INFINITY, smaller(a, x), smaller(a, x)) \
    X(ANY, f64, double, 0, x != 0 ? 1 : a, x != 0 ? 1 : a) \
    X(ALL, f64, double, 1, x == 0 ? 0 : a, x == 0 ? 0 : a) \
    X(DEVIATION, f64, double, 0, a + (x - p) * (x - p), a + x) \
    X(NONZERO, f64, double, 0, a + (x != 0), a + x) \
    X(ABS_SUM, f64, double, 0, a + fabs(x), a + x) \
    X(SQUARE_SUM, f64, double, 0, a + x * x, a + x) \
    X(ABS_MAX, f64, double, 0, larger(a, fabs(x)), larger(a, x)) \
    X(ABS_MIN, f64, double, INFINITY, smaller(a, fabs(x)), smaller(a, x)) \
    X(POWER_SUM, f64, double, 0, a + pow(fabs(x), p), a + x) \
    X(SUM, i64, int64_t, 0, wrapping_sum(a, x), wrapping_sum(a, x)) \
    X(PROD, i64, int64_t, 1, wrapping_product(a, x), wrapping_product(a, x)) \
    X(MAX, i64, int64_t, INT64_MIN, x > a ? x : a, x > a ? x : a) \
    X(MIN, i64, int64_t, INT64_MAX, x < a ? x : a, x < a ? x : a) \
    X(ANY, i64, int64_t, 0, x != 0 ? 1 : a, x != 0 ? 1 : a) \
    X(ALL, i64, int64_t, 1, x == 0 ? 0 : a, x == 0 ? 0 : a)

// X(KIND, field, type, initial, wins): `x` replaces the state `a` if it wins; the first of equals stays.
#define FOR_EACH_ARG_FOLD(X) \
    X(ARGMAX, f64, double, -INFINITY, x > a || (x != x && a == a)) \
    X(ARGMIN, f64, double, INFINITY, x < a || (x != x && a == a)) \
    X(ARGMAX, i64, int64_t, INT64_MIN, x > a) \
    X(ARGMIN, i64, int64_t, INT64_MAX, x < a)

// A NaN, once met, stays: no comparison with it is true.
static inline double larger(double a, double x) { return x > a || x != x ? x : a; }
static inline double smaller(double a, double x) { return x < a || x != x ? x : a; }

static inline int64_t wrapping_sum(int64_t a, int64_t x) { return (int64_t)((uint64_t)a + (uint64_t)x); }
static inline int64_t wrapping_product(int64_t a, int64_t x) { return (int64_t)((uint64_t)a * (uint64_t)x); }

#define DEFINE_PLAIN_FOLD(KIND, field, type, initial, step_expression, merge_expression) \
    static inline type step_##KIND##_##field(type a, type x, double p) { (void)p; return step_expression; } \
    static inline type merge_##KIND##_##field(type a, type x) { return merge_expression; } \
    static void along_##KIND##_##field(tern_fold_state state, const tern_wide *x, int64_t n, int64_t position) { \
        (void)position; \
        const double p = *state.parameter; \
        type total = state.value->field; \
        int64_t i = 0; \
        if (n >= 2 * LANES) { \
            type lanes[LANES]; \
            for (int k = 0; k < LANES; k++) lanes[k] = initial; \
            for (; i + LANES <= n; i += LANES) \
                for (int k = 0; k < LANES; k++) lanes[k] = step_##KIND##_##field(lanes[k], x[i + k].field, p); \
            for (int k = 0; k < LANES; k++) total = merge_##KIND##_##field(total, lanes[k]); \
        } \
        for (; i < n; i++) total = step_##KIND##_##field(total, x[i].field, p); \
        state.value->field = total; \
    } \
    static void across_##KIND##_##field(tern_fold_state states, const tern_wide *x, int64_t n, int64_t position) { \
        (void)position; \
        for (int64_t i = 0; i < n; i++) \
            states.value[i].field = step_##KIND##_##field(states.value[i].field, x[i].field, states.parameter[i]); \
    } \
    static void join_##KIND##_##field(tern_fold_state state, tern_wide later, int64_t later_index) { \
        (void)later_index; \
        state.value->field = merge_##KIND##_##field(state.value->field, later.field); \
    }
FOR_EACH_PLAIN_FOLD(DEFINE_PLAIN_FOLD)

#define DEFINE_ARG_FOLD(KIND, field, type, initial, wins) \
    static inline void step_##KIND##_##field(tern_wide *value, int64_t *index, type x, int64_t position) { \
        const type a = value->field; \
        if (*index >= 0 && !(wins)) return; \
        value->field = x; \
        *index = position; \
    } \
    static void along_##KIND##_##field(tern_fold_state state, const tern_wide *x, int64_t n, int64_t position) { \
        for (int64_t i = 0; i < n; i++) \
            step_##KIND##_##field(state.value, state.index, x[i].field, position + i); \
    } \
    static void across_##KIND##_##field(tern_fold_state states, const tern_wide *x, int64_t n, int64_t position) { \
        for (int64_t i = 0; i < n; i++) \
            step_##KIND##_##field(&states.value[i], &states.index[i], x[i].field, position); \
    } \
    static void join_##KIND##_##field(tern_fold_state state, tern_wide later, int64_t later_index) { \
        step_##KIND##_##field(state.value, state.index, later.field, later_index); \
    }
FOR_EACH_ARG_FOLD(DEFINE_ARG_FOLD)

tern_fold tern_fold_of(tern_fold_kind kind, tern_dtype dtype) {
    enum { f64, i64, WIDE_COUNT };
#define ENTRY(KIND, field, type, first, ...) \
    [field][TERN_FOLD_##KIND] = {{.field = first}, along_##KIND##_##field, across_##KIND##_##field, join_##KIND##_##field},
    static const tern_fold folds[WIDE_COUNT][TERN_FOLD_COUNT] = {FOR_EACH_PLAIN_FOLD(ENTRY) FOR_EACH_ARG_FOLD(ENTRY)};
#undef ENTRY
    return folds[tern_is_floating(dtype) ? f64 : i64][kind];
}
