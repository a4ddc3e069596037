// Comparisons and logic: any type in, bool out.
#include "../Support/dtypes.h"
#include "rows.h"
#include "tables.h"

// Expressions in `a` and `b`, of the compute type.
#define FOR_EACH_PREDICATE(X, ...) \
    X(EQ, a == b, __VA_ARGS__) \
    X(NE, a != b, __VA_ARGS__) \
    X(LT, a < b, __VA_ARGS__) \
    X(LE, a <= b, __VA_ARGS__) \
    X(GT, a > b, __VA_ARGS__) \
    X(GE, a >= b, __VA_ARGS__) \
    X(LOGICAL_AND, (a != 0) & (b != 0), __VA_ARGS__) \
    X(LOGICAL_OR, (a != 0) | (b != 0), __VA_ARGS__) \
    X(LOGICAL_XOR, (a != 0) ^ (b != 0), __VA_ARGS__)

#define DEFINE_ROW(OP, expression, NAME, tag, storage, compute, load, store) \
    TERN_INLINE uint8_t value_##OP##_##tag(compute a, compute b) { return expression; } \
    TERN_DEFINE_BINARY_ROW(row_##OP##_##tag, uint8_t, storage, value_##OP##_##tag(load(in_a), load(in_b)))
#define DEFINE_ROWS(...) FOR_EACH_PREDICATE(DEFINE_ROW, __VA_ARGS__)
TERN_FOR_EACH_DTYPE(DEFINE_ROWS)

#define ENTRY(OP, expression, NAME, tag, storage, compute, load, store) [TERN_##OP][TERN_##NAME] = row_##OP##_##tag,
#define ENTRIES(...) FOR_EACH_PREDICATE(ENTRY, __VA_ARGS__)
const tern_binary_table tern_binary_predicate_rows = {TERN_FOR_EACH_DTYPE(ENTRIES)};
