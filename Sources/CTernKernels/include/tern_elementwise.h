// Elementwise kernels: copies and casts, unary and binary maps, selection.
//
// All follow one pattern: a driver walks the common iteration space, an inner loop handles one strided row.
#ifndef TERN_ELEMENTWISE_H
#define TERN_ELEMENTWISE_H

#include "tern_types.h"

/// y = f(x). Same element type in and out, except for the predicates at the end, whose output is bool.
typedef enum {
    // every type except bool (bool: TERN_LOGICAL_NOT only)
    TERN_NEG, TERN_ABS, TERN_SIGN, TERN_SQUARE, TERN_RELU,
    // integers and bool
    TERN_BITWISE_NOT,
    // rounding: floating types (an integer is its own rounding)
    TERN_FLOOR, TERN_CEIL, TERN_ROUND /* half to even */, TERN_TRUNC,
    // floating types
    TERN_SQRT, TERN_RSQRT, TERN_RECIPROCAL,
    TERN_EXP, TERN_EXP2, TERN_EXPM1, TERN_LOG, TERN_LOG2, TERN_LOG10, TERN_LOG1P,
    TERN_SIN, TERN_COS, TERN_TAN, TERN_ASIN, TERN_ACOS, TERN_ATAN,
    TERN_SINH, TERN_COSH, TERN_TANH, TERN_ASINH, TERN_ACOSH, TERN_ATANH,
    TERN_ERF, TERN_ERFC, TERN_ERFINV, TERN_LGAMMA, TERN_DIGAMMA, TERN_SIGMOID, TERN_LOG_SIGMOID,
    // predicates: any type in, bool out
    TERN_LOGICAL_NOT, TERN_IS_NAN, TERN_IS_INF, TERN_IS_FINITE, TERN_SIGNBIT,
    TERN_UNARY_COUNT,
} tern_unary_op;

/// z = f(a, b). `a`, `b` and z have one element type, except for comparisons and logic, whose output is bool.
typedef enum {
    TERN_ADD, TERN_SUB, TERN_MUL,   // integers wrap around; bool: or, (not allowed), and
    TERN_DIV,                       // floating types only
    TERN_FLOOR_DIV,                 // Python's //, rounds to minus infinity; integer division by zero gives 0
    TERN_TRUNC_DIV,                 // C's /, rounds to zero; integer division by zero gives 0
    TERN_REMAINDER,                 // Python's %, sign of the divisor; integer modulo zero gives 0
    TERN_FMOD,                      // C's fmod, sign of the dividend; integer modulo zero gives 0
    TERN_POW,                       // integers: wrap around; negative exponent gives 0, except bases 1 and -1
    TERN_MAXIMUM, TERN_MINIMUM,     // NaN if either is NaN
    TERN_FMAX, TERN_FMIN,           // NaN only if both are
    TERN_ATAN2, TERN_HYPOT, TERN_COPYSIGN,          // floating types
    TERN_RELU_BACKWARD,             // floating types: a, or 0 where b <= 0
    TERN_BITWISE_AND, TERN_BITWISE_OR, TERN_BITWISE_XOR, TERN_SHIFT_LEFT, TERN_SHIFT_RIGHT,  // integers, bool
    // bool out
    TERN_EQ, TERN_NE, TERN_LT, TERN_LE, TERN_GT, TERN_GE,
    TERN_LOGICAL_AND, TERN_LOGICAL_OR, TERN_LOGICAL_XOR,
    TERN_BINARY_COUNT,
} tern_binary_op;

/// out = (out type) x. Float to integer truncates toward zero (NaN and out of range: unspecified, never a trap);
/// anything to bool is `x != 0`; double to a half type rounds once, to nearest even.
void tern_copy(tern_shape shape, tern_operand out, tern_operand x);

/// out = value, `value` pointing at one element of out's type.
void tern_fill(tern_shape shape, tern_operand out, const void *_Nonnull value);

/// out[i] = start + i * step for i in 0 ..< n, into contiguous memory. Computed in double (float types) or
/// in int64 (integer types), then rounded to the type.
void tern_arange_double(tern_dtype dtype, void *_Nonnull out, int64_t n, double start, double step);
void tern_arange_int64(tern_dtype dtype, void *_Nonnull out, int64_t n, int64_t start, int64_t step);

void tern_unary(tern_unary_op op, tern_shape shape, tern_operand out, tern_operand x);
void tern_binary(tern_binary_op op, tern_shape shape, tern_operand out, tern_operand a, tern_operand b);
/// The same for `count` elements that lie side by side in all operands. `dtype` is that of the inputs.
void tern_unary_packed(tern_unary_op op, tern_dtype dtype, int64_t count, void *_Nonnull out, void *_Nonnull x);
/// An operand with `step` 0 is one element for all; with 1 it has as many as the result.
void tern_binary_packed(tern_binary_op op, tern_dtype dtype, int64_t count, void *_Nonnull out, void *_Nonnull a, int64_t a_step,
                        void *_Nonnull b, int64_t b_step);

/// out = a + factor * b, rounded once. float32 and float64; `count` elements that lie side by side in all operands.
void tern_add_scaled(tern_dtype dtype, int64_t count, void *_Nonnull out, const void *_Nonnull a, const void *_Nonnull b,
                     double factor);

/// out = condition ? a : b, with a bool condition; a, b and out have one element type.
void tern_where(tern_shape shape, tern_operand out, tern_operand condition, tern_operand a, tern_operand b);

/// Whether a float type's kernel exists: used by the tests that sweep every (op, type) pair.
bool tern_unary_supports(tern_unary_op op, tern_dtype dtype);
bool tern_binary_supports(tern_binary_op op, tern_dtype dtype);

#endif
