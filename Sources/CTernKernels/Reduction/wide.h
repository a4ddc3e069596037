// Reductions and scans compute in two wide types only: double for floating types, int64 for integers and bool.
//
// A row of any type is first widened, piece by piece, into a buffer that stays in the first-level cache. That costs
// little beside the memory traffic, and leaves two types of arithmetic to write instead of ten.
#ifndef TERN_REDUCTION_WIDE_H
#define TERN_REDUCTION_WIDE_H

#include "../Elementwise/cast.h"
#include "../include/tern_types.h"
#include "Fast/sum.h"

typedef union {
    double f64;
    int64_t i64;
} tern_wide;

enum { TERN_WIDE_BUFFER = 512 };  // elements; 4 KiB

static inline bool tern_is_floating(tern_dtype dtype) {
    return dtype == TERN_FLOAT32 || dtype == TERN_FLOAT64 || dtype == TERN_FLOAT16 || dtype == TERN_BFLOAT16;
}

static inline tern_dtype tern_wide_dtype(tern_dtype dtype) {
    return tern_is_floating(dtype) ? TERN_FLOAT64 : TERN_INT64;
}

/// How to read one operand as wide values.
typedef struct {
    tern_row convert;
    bool is_wide;          // dense rows can be read in place
    const tern_float_rows *floats;   // for packed rows of float, where there are vector kernels
} tern_widener;

static inline tern_widener tern_widener_of(tern_dtype dtype) {
    tern_dtype wide = tern_wide_dtype(dtype);
    return (tern_widener){.convert = tern_cast_row(wide, dtype), .is_wide = wide == dtype,
                          .floats = dtype == TERN_FLOAT32 ? tern_float_rows_of(tern_current_isa()) : NULL};
}

/// n <= TERN_WIDE_BUFFER elements, `stride` bytes apart, as a dense wide row: in `buffer`, or in place.
static inline const tern_wide *tern_widen(tern_widener widener, int64_t n, char *x, int64_t stride, tern_wide *buffer) {
    if (widener.is_wide && stride == (int64_t)sizeof(tern_wide)) return (const tern_wide *)(const void *)x;
    if (widener.floats && stride == (int64_t)sizeof(float)) {
        widener.floats->widen(n, &buffer->f64, (const float *)(const void *)x);
        return buffer;
    }
    widener.convert(n, (char *const[]){(char *)buffer, x}, (const int64_t[]){sizeof(tern_wide), stride});
    return buffer;
}

#endif
