// Binary arithmetic on floating types.
#include <tgmath.h>  // picks the float or the double version by the argument

#include "../Support/dtypes.h"
#include "rows.h"
#include "tables.h"

// Python's % and //, in PyTorch's order of operations so that the last bits agree.
#define DEFINE_FLOOR_MATH(type) \
    TERN_INLINE type remainder_##type(type a, type b) { \
        type r = fmod(a, b); \
        return r != 0 && (b < 0) != (r < 0) ? r + b : r; \
    } \
    TERN_INLINE type floor_div_##type(type a, type b) { \
        if (b == 0) return a / b; \
        type r = fmod(a, b); \
        type quotient = (a - r) / b; \
        if (r != 0 && (b < 0) != (r < 0)) quotient -= 1; \
        if (quotient == 0) return copysign((type)0, a / b); \
        type floored = floor(quotient); \
        return quotient - floored > (type)0.5 ? floored + 1 : floored; \
    }
DEFINE_FLOOR_MATH(float)
DEFINE_FLOOR_MATH(double)

// Expressions in `a` and `b`, of the compute type.
#define FOR_EACH_OP(X, compute, ...) \
    X(ADD, a + b, compute, __VA_ARGS__) \
    X(SUB, a - b, compute, __VA_ARGS__) \
    X(MUL, a * b, compute, __VA_ARGS__) \
    X(DIV, a / b, compute, __VA_ARGS__) \
    X(FLOOR_DIV, floor_div_##compute(a, b), compute, __VA_ARGS__) \
    X(TRUNC_DIV, trunc(a / b), compute, __VA_ARGS__) \
    X(REMAINDER, remainder_##compute(a, b), compute, __VA_ARGS__) \
    X(FMOD, fmod(a, b), compute, __VA_ARGS__) \
    X(POW, pow(a, b), compute, __VA_ARGS__) \
    X(MAXIMUM, a > b || a != a ? a : b, compute, __VA_ARGS__) \
    X(MINIMUM, a < b || a != a ? a : b, compute, __VA_ARGS__) \
    X(FMAX, a >= b || b != b ? a : b, compute, __VA_ARGS__) \
    X(FMIN, a <= b || b != b ? a : b, compute, __VA_ARGS__) \
    X(ATAN2, atan2(a, b), compute, __VA_ARGS__) \
    X(HYPOT, hypot(a, b), compute, __VA_ARGS__) \
    X(COPYSIGN, copysign(a, b), compute, __VA_ARGS__) \
    X(RELU_BACKWARD, b <= 0 ? 0 : a, compute, __VA_ARGS__)

#define DEFINE_ROW(OP, expression, compute, NAME, tag, storage, load, store) \
    TERN_INLINE compute value_##OP##_##tag(compute a, compute b) { return expression; } \
    TERN_DEFINE_BINARY_ROW(row_##OP##_##tag, storage, storage, store(value_##OP##_##tag(load(in_a), load(in_b))))
#define DEFINE_ROWS(NAME, tag, storage, compute, load, store) \
    FOR_EACH_OP(DEFINE_ROW, compute, NAME, tag, storage, load, store)
TERN_FOR_EACH_FLOAT(DEFINE_ROWS)

#define ENTRY(OP, expression, compute, NAME, tag, ...) [TERN_##OP][TERN_##NAME] = row_##OP##_##tag,
#define ENTRIES(NAME, tag, storage, compute, load, store) FOR_EACH_OP(ENTRY, compute, NAME, tag, storage, load, store)
const tern_binary_table tern_binary_float_rows = {TERN_FOR_EACH_FLOAT(ENTRIES)};
