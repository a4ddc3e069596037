// Unary predicates: any type in, bool out.
#include <math.h>

#include "../Support/dtypes.h"
#include "rows.h"
#include "tables.h"

// Expressions in `x`, a value of the compute type.
#define FOR_EACH_FLOAT_PREDICATE(X, ...) \
    X(LOGICAL_NOT, x == 0, __VA_ARGS__) \
    X(IS_NAN, x != x, __VA_ARGS__) \
    X(IS_INF, fabs((double)x) == INFINITY, __VA_ARGS__) \
    X(IS_FINITE, fabs((double)x) < INFINITY, __VA_ARGS__) \
    X(SIGNBIT, signbit(x) != 0, __VA_ARGS__)

#define FOR_EACH_INTEGER_PREDICATE(X, ...) \
    X(LOGICAL_NOT, x == 0, __VA_ARGS__) \
    X(IS_NAN, ((void)x, false), __VA_ARGS__) \
    X(IS_INF, ((void)x, false), __VA_ARGS__) \
    X(IS_FINITE, ((void)x, true), __VA_ARGS__) \
    X(SIGNBIT, x < 0, __VA_ARGS__)

#define DEFINE_ROW(OP, expression, NAME, tag, storage, compute, load, store) \
    TERN_INLINE uint8_t value_##OP##_##tag(compute x) { return expression; } \
    TERN_DEFINE_UNARY_ROW(row_##OP##_##tag, uint8_t, storage, value_##OP##_##tag(load(in)))
#define DEFINE_FLOAT_ROWS(...) FOR_EACH_FLOAT_PREDICATE(DEFINE_ROW, __VA_ARGS__)
#define DEFINE_INTEGER_ROWS(...) FOR_EACH_INTEGER_PREDICATE(DEFINE_ROW, __VA_ARGS__)
TERN_FOR_EACH_FLOAT(DEFINE_FLOAT_ROWS)
TERN_FOR_EACH_INTEGER(DEFINE_INTEGER_ROWS)
TERN_FOR_EACH_BOOL(DEFINE_INTEGER_ROWS)

#define ENTRY(OP, expression, NAME, tag, storage, compute, load, store) [TERN_##OP][TERN_##NAME] = row_##OP##_##tag,
#define FLOAT_ENTRIES(...) FOR_EACH_FLOAT_PREDICATE(ENTRY, __VA_ARGS__)
#define INTEGER_ENTRIES(...) FOR_EACH_INTEGER_PREDICATE(ENTRY, __VA_ARGS__)
const tern_unary_table tern_unary_predicate_rows = {
    TERN_FOR_EACH_FLOAT(FLOAT_ENTRIES)
    TERN_FOR_EACH_INTEGER(INTEGER_ENTRIES)
    TERN_FOR_EACH_BOOL(INTEGER_ENTRIES)
};
