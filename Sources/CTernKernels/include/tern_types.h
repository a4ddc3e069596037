// The vocabulary that every kernel shares: element types, shapes and strided operands.
//
// A kernel never allocates, never fails and never checks: the Swift caller has already validated shapes,
// element types and sizes, so that bad input throws before any memory is touched.
#ifndef TERN_TYPES_H
#define TERN_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Element types, in the order of `DType.allCases` in Swift.
typedef enum {
    TERN_FLOAT32,
    TERN_FLOAT64,
    TERN_FLOAT16,   // IEEE binary16, kept as its 16 bits; arithmetic in float
    TERN_BFLOAT16,  // the upper half of a binary32, kept as its 16 bits; arithmetic in float
    TERN_INT64,
    TERN_INT32,
    TERN_INT16,
    TERN_INT8,
    TERN_UINT8,
    TERN_BOOL,      // one byte, 0 or 1
    TERN_DTYPE_COUNT,
} tern_dtype;

/// The extents of an iteration space, outermost first. `ndim` 0 is one element.
typedef struct {
    int32_t ndim;
    const int64_t *_Nullable sizes;
} tern_shape;

/// A strided array: element (i0, i1, ...) lies at `data + sum(i_k * strides[k])`, counted in elements.
/// A stride of 0 repeats an element (broadcasting); strides may be negative.
typedef struct {
    void *_Nullable data;
    const int64_t *_Nullable strides;
    tern_dtype dtype;
} tern_operand;

#endif
