// Unary maps from the mathematical library: roots, exponentials, logarithms, trigonometry and special functions.
#include <tgmath.h>  // picks the float or the double version by the argument

#include "../Support/dtypes.h"
#include "rows.h"
#include "special.h"
#include "tables.h"

// Expressions in `x`, a value of the compute type. The special functions compute in double and round once.
#define FOR_EACH_FUNCTION(X, ...) \
    X(SQRT, sqrt(x), __VA_ARGS__) \
    X(RSQRT, 1 / sqrt(x), __VA_ARGS__) \
    X(RECIPROCAL, 1 / x, __VA_ARGS__) \
    X(EXP, exp(x), __VA_ARGS__) \
    X(EXP2, exp2(x), __VA_ARGS__) \
    X(EXPM1, expm1(x), __VA_ARGS__) \
    X(LOG, log(x), __VA_ARGS__) \
    X(LOG2, log2(x), __VA_ARGS__) \
    X(LOG10, log10(x), __VA_ARGS__) \
    X(LOG1P, log1p(x), __VA_ARGS__) \
    X(SIN, sin(x), __VA_ARGS__) \
    X(COS, cos(x), __VA_ARGS__) \
    X(TAN, tan(x), __VA_ARGS__) \
    X(ASIN, asin(x), __VA_ARGS__) \
    X(ACOS, acos(x), __VA_ARGS__) \
    X(ATAN, atan(x), __VA_ARGS__) \
    X(SINH, sinh(x), __VA_ARGS__) \
    X(COSH, cosh(x), __VA_ARGS__) \
    X(TANH, tanh(x), __VA_ARGS__) \
    X(ASINH, asinh(x), __VA_ARGS__) \
    X(ACOSH, acosh(x), __VA_ARGS__) \
    X(ATANH, atanh(x), __VA_ARGS__) \
    X(ERF, erf(x), __VA_ARGS__) \
    X(ERFC, erfc(x), __VA_ARGS__) \
    X(ERFINV, tern_erfinv(x), __VA_ARGS__) \
    X(LGAMMA, tern_lgamma(x), __VA_ARGS__) \
    X(DIGAMMA, tern_digamma(x), __VA_ARGS__) \
    X(SIGMOID, 1 / (1 + exp(-x)), __VA_ARGS__) \
    X(LOG_SIGMOID, (x < 0 ? x : 0) - log1p(exp(-fabs(x))), __VA_ARGS__)

#define DEFINE_ROW(OP, expression, NAME, tag, storage, compute, load, store) \
    TERN_INLINE compute value_##OP##_##tag(compute x) { return (compute)(expression); } \
    TERN_DEFINE_UNARY_ROW(row_##OP##_##tag, storage, storage, store(value_##OP##_##tag(load(in))))
#define DEFINE_ROWS(...) FOR_EACH_FUNCTION(DEFINE_ROW, __VA_ARGS__)
TERN_FOR_EACH_FLOAT(DEFINE_ROWS)

#define ENTRY(OP, expression, NAME, tag, storage, compute, load, store) [TERN_##OP][TERN_##NAME] = row_##OP##_##tag,
#define ENTRIES(...) FOR_EACH_FUNCTION(ENTRY, __VA_ARGS__)
const tern_unary_table tern_unary_function_rows = {TERN_FOR_EACH_FLOAT(ENTRIES)};
