// Binary arithmetic on integers and bool.
#include "../Support/dtypes.h"
#include "integer_math.h"
#include "rows.h"
#include "tables.h"

// Expressions in `a` and `b`, of the integer type; the result is cut to that type's width, which makes it wrap around.
#define FOR_EACH_INTEGER_OP(X, ...) \
    X(ADD, (uint64_t)a + (uint64_t)b, __VA_ARGS__) \
    X(SUB, (uint64_t)a - (uint64_t)b, __VA_ARGS__) \
    X(MUL, (uint64_t)a * (uint64_t)b, __VA_ARGS__) \
    X(FLOOR_DIV, tern_integer_floor_div(a, b), __VA_ARGS__) \
    X(TRUNC_DIV, tern_trunc_div(a, b), __VA_ARGS__) \
    X(REMAINDER, tern_integer_remainder(a, b), __VA_ARGS__) \
    X(FMOD, tern_integer_fmod(a, b), __VA_ARGS__) \
    X(POW, tern_integer_pow(a, b), __VA_ARGS__) \
    X(MAXIMUM, a > b ? a : b, __VA_ARGS__) \
    X(MINIMUM, a < b ? a : b, __VA_ARGS__) \
    X(FMAX, a > b ? a : b, __VA_ARGS__) \
    X(FMIN, a < b ? a : b, __VA_ARGS__) \
    X(BITWISE_AND, a & b, __VA_ARGS__) \
    X(BITWISE_OR, a | b, __VA_ARGS__) \
    X(BITWISE_XOR, a ^ b, __VA_ARGS__) \
    X(SHIFT_LEFT, tern_shift_left(a, b, (int)sizeof a * 8), __VA_ARGS__) \
    X(SHIFT_RIGHT, tern_shift_right(a, b, (int)sizeof a * 8), __VA_ARGS__)

#define FOR_EACH_BOOL_OP(X, ...) \
    X(ADD, a | b, __VA_ARGS__) \
    X(MUL, a & b, __VA_ARGS__) \
    X(MAXIMUM, a | b, __VA_ARGS__) \
    X(MINIMUM, a & b, __VA_ARGS__) \
    X(FMAX, a | b, __VA_ARGS__) \
    X(FMIN, a & b, __VA_ARGS__) \
    X(BITWISE_AND, a & b, __VA_ARGS__) \
    X(BITWISE_OR, a | b, __VA_ARGS__) \
    X(BITWISE_XOR, a ^ b, __VA_ARGS__)

#define DEFINE_ROW(OP, expression, NAME, tag, storage, compute, load, store) \
    TERN_INLINE storage value_##OP##_##tag(storage a, storage b) { return (storage)(expression); } \
    TERN_DEFINE_BINARY_ROW(row_##OP##_##tag, storage, storage, value_##OP##_##tag(in_a, in_b))
#define DEFINE_INTEGER_ROWS(...) FOR_EACH_INTEGER_OP(DEFINE_ROW, __VA_ARGS__)
#define DEFINE_BOOL_ROWS(...) FOR_EACH_BOOL_OP(DEFINE_ROW, __VA_ARGS__)
TERN_FOR_EACH_INTEGER(DEFINE_INTEGER_ROWS)
TERN_FOR_EACH_BOOL(DEFINE_BOOL_ROWS)

#define ENTRY(OP, expression, NAME, tag, storage, compute, load, store) [TERN_##OP][TERN_##NAME] = row_##OP##_##tag,
#define INTEGER_ENTRIES(...) FOR_EACH_INTEGER_OP(ENTRY, __VA_ARGS__)
#define BOOL_ENTRIES(...) FOR_EACH_BOOL_OP(ENTRY, __VA_ARGS__)
const tern_binary_table tern_binary_integer_rows = {
    TERN_FOR_EACH_INTEGER(INTEGER_ENTRIES)
    TERN_FOR_EACH_BOOL(BOOL_ENTRIES)
};
