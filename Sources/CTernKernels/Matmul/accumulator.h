// Sums of products for every element type: all that matrix products and convolutions need to know about types.
//
// The loops over images and matrices are written once; they hand rows to these few typed functions. Floating types add
// up in double, and integers modulo 2^64, so that any number of products is rounded or wrapped only once, at the end.
// Beside them stands torch's own way for float: a chain of fused multiply-adds, whose result has torch's last bit.
#ifndef TERN_MATMUL_ACCUMULATOR_H
#define TERN_MATMUL_ACCUMULATOR_H

#include "../include/tern_types.h"

/// How many sums a caller keeps on its stack at a time.
enum { TERN_SUM_BLOCK = 512 };

/// Chains of floats keep their sums as an array of float in the same memory.
typedef union {
    double real;
    uint64_t integer;
} tern_sum;

/// Strides are in elements.
typedef struct {
    int64_t item_size;
    /// sums[i] = 0
    void (*_Nonnull start)(tern_sum *_Nonnull sums, int64_t count);
    /// sums[i] += *value
    void (*_Nonnull add_value)(tern_sum *_Nonnull sums, int64_t count, const void *_Nonnull value);
    /// sums[i] *= *value
    void (*_Nonnull multiply)(tern_sum *_Nonnull sums, int64_t count, const void *_Nonnull value);
    /// sums[i] += row[i * row_stride]
    void (*_Nonnull add_row)(tern_sum *_Nonnull sums, const void *_Nonnull row, int64_t row_stride, int64_t count);
    /// Brings sums[i] into low ... high; a NaN stays one.
    void (*_Nonnull clamp)(tern_sum *_Nonnull sums, int64_t count, double low, double high);
    /// sums[first + i * sums_stride] += *scale * row[i * row_stride]
    void (*_Nonnull add_scaled)(tern_sum *_Nonnull sums, int64_t first, int64_t sums_stride, const void *_Nonnull scale,
                                const void *_Nonnull row, int64_t row_stride, int64_t count);
    /// *sum += the sum of a[i * a_stride] * b[i * b_stride]
    void (*_Nonnull add_products)(tern_sum *_Nonnull sum, const void *_Nonnull a, int64_t a_stride,
                                  const void *_Nonnull b, int64_t b_stride, int64_t count);
    /// out[i * out_stride] = sums[i], in the element type.
    void (*_Nonnull finish)(void *_Nonnull out, int64_t out_stride, const tern_sum *_Nonnull sums, int64_t count);
} tern_accumulator;

/// The functions of a floating or integer type; NULL for bool.
const tern_accumulator *_Nullable tern_accumulator_of(tern_dtype dtype);

/// The same, but float adds up in float, one fused multiply-add after the other.
const tern_accumulator *_Nullable tern_chained_accumulator_of(tern_dtype dtype);

#endif
