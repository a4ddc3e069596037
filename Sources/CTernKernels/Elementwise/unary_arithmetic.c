// Unary maps that are plain arithmetic: negation, absolute value, sign, square, relu, bitwise not and rounding.
#include <tgmath.h>  // picks the float or the double version by the argument

#include "../Support/dtypes.h"
#include "rows.h"
#include "tables.h"

// Expressions in `x`, a value of the compute type. Comparisons keep a NaN as it is, except in sign, which gives 0.
#define FOR_EACH_FLOAT_OP(X, ...) \
    X(NEG, -x, __VA_ARGS__) \
    X(ABS, fabs(x), __VA_ARGS__) \
    X(SIGN, (0 < x) - (x < 0), __VA_ARGS__) \
    X(SQUARE, x * x, __VA_ARGS__) \
    X(RELU, x < 0 ? 0 : x, __VA_ARGS__) \
    X(FLOOR, floor(x), __VA_ARGS__) \
    X(CEIL, ceil(x), __VA_ARGS__) \
    X(ROUND, rint(x), __VA_ARGS__) \
    X(TRUNC, trunc(x), __VA_ARGS__)

// Integers wrap around, hence the detour through unsigned arithmetic.
#define FOR_EACH_INTEGER_OP(X, ...) \
    X(NEG, 0 - (uint64_t)x, __VA_ARGS__) \
    X(ABS, x < 0 ? 0 - (uint64_t)x : (uint64_t)x, __VA_ARGS__) \
    X(SIGN, (0 < x) - (x < 0), __VA_ARGS__) \
    X(SQUARE, (uint64_t)x * (uint64_t)x, __VA_ARGS__) \
    X(RELU, x < 0 ? 0 : x, __VA_ARGS__) \
    X(BITWISE_NOT, ~x, __VA_ARGS__)

#define DEFINE_ROW(OP, expression, NAME, tag, storage, compute, load, store) \
    TERN_INLINE compute value_##OP##_##tag(compute x) { return (compute)(expression); } \
    TERN_DEFINE_UNARY_ROW(row_##OP##_##tag, storage, storage, store(value_##OP##_##tag(load(in))))
#define DEFINE_FLOAT_ROWS(...) FOR_EACH_FLOAT_OP(DEFINE_ROW, __VA_ARGS__)
#define DEFINE_INTEGER_ROWS(...) FOR_EACH_INTEGER_OP(DEFINE_ROW, __VA_ARGS__)
TERN_FOR_EACH_FLOAT(DEFINE_FLOAT_ROWS)
TERN_FOR_EACH_INTEGER(DEFINE_INTEGER_ROWS)
TERN_DEFINE_UNARY_ROW(row_BITWISE_NOT_b8, uint8_t, uint8_t, !in)

#define ENTRY(OP, expression, NAME, tag, storage, compute, load, store) [TERN_##OP][TERN_##NAME] = row_##OP##_##tag,
#define FLOAT_ENTRIES(...) FOR_EACH_FLOAT_OP(ENTRY, __VA_ARGS__)
#define INTEGER_ENTRIES(...) FOR_EACH_INTEGER_OP(ENTRY, __VA_ARGS__)
const tern_unary_table tern_unary_arithmetic_rows = {
    TERN_FOR_EACH_FLOAT(FLOAT_ENTRIES)
    TERN_FOR_EACH_INTEGER(INTEGER_ENTRIES)
    [TERN_BITWISE_NOT][TERN_BOOL] = row_BITWISE_NOT_b8,
};
