// Reductions, running reductions and sorting.
#ifndef TERN_REDUCTION_H
#define TERN_REDUCTION_H

#include "tern_types.h"

/// Accumulation is in double for floating types and in int64 (wrapping) for integers and bool.
typedef enum {
    TERN_SUM,        // out: any type
    TERN_PROD,       // out: any type
    TERN_MEAN,       // floating types
    TERN_MAX,        // out: the input's type; NaN wins; caller guarantees at least one element
    TERN_MIN,
    TERN_ARGMAX,     // out: int64, position along the flattened reduced dimensions; first winner; first NaN wins
    TERN_ARGMIN,
    TERN_ANY,        // out: bool (or uint8)
    TERN_ALL,
    TERN_VAR,        // parameter = correction; two passes; floating types; divisor max(0, n - correction): n<=correction gives NaN/inf as 0/0, x/0
    TERN_STD,        // the square root of TERN_VAR, taken before the result is rounded to its type
    TERN_NORM,       // parameter = p (0 counts non-zeros, +-inf max/min of |x|)
    TERN_REDUCE_COUNT,
} tern_reduce_op;

/// Reduces the dimensions `outer_ndim ..< shape.ndim` of x. `x.strides` covers all of `shape`; `out.strides` covers the
/// first `outer_ndim` dimensions. The result type is out.dtype. Empty reduced extent: the identity (0, 1, false,
/// true; mean and var: NaN).
void tern_reduce(tern_reduce_op op, double parameter, tern_shape shape, int32_t outer_ndim, tern_operand out, tern_operand x);

typedef enum { TERN_CUMSUM, TERN_CUMPROD, TERN_CUMMAX, TERN_CUMMIN } tern_scan_op;

/// Running reduction along the last dimension of `shape`. out may have another type (int64 for integer sums).
void tern_scan(tern_scan_op op, tern_shape shape, tern_operand out, tern_operand x);

/// Sorts every row (last dimension of `shape`) stably; NaN counts as larger than everything. `values` has x's type and
/// `indices` is int64; both are contiguous. `scratch` holds one row of int64.
void tern_sort(tern_shape shape, tern_operand values, tern_operand indices, tern_operand x, bool descending,
               int64_t *_Nonnull scratch);

/// The first `k` elements of every row (last dimension of `shape`, which has one) in descending order, or ascending without
/// `largest`, and where they were: what a sort would begin with. For small k. `values` has x's type and `indices` is int64;
/// both are contiguous.
void tern_top(tern_shape shape, int64_t k, tern_operand values, tern_operand indices, tern_operand x, bool largest);

#endif
