// How each element type is stored, computed with and accumulated: the one table that the kernels are generated from.
//
// TERN_FOR_EACH_*(X) expands X(NAME, tag, storage, compute, load, store), where `NAME` is the enumerator without its
// prefix and `tag` a suffix for function names. `load` turns a stored value into a `compute` one, `store` back.
#ifndef TERN_SUPPORT_DTYPES_H
#define TERN_SUPPORT_DTYPES_H

#include "../include/tern_types.h"
#include "half.h"

#define TERN_IDENTITY(x) (x)

// Reduced-precision types compute in float. float and double compute as they are.
#define TERN_FOR_EACH_FLOAT(X) \
    X(FLOAT32, f32, float, float, TERN_IDENTITY, TERN_IDENTITY) \
    X(FLOAT64, f64, double, double, TERN_IDENTITY, TERN_IDENTITY) \
    X(FLOAT16, f16, tern_half, float, tern_float_from_half, tern_half_from_float) \
    X(BFLOAT16, bf16, tern_bfloat, float, tern_float_from_bfloat, tern_bfloat_from_float)

#define TERN_FOR_EACH_INTEGER(X) \
    X(INT64, i64, int64_t, int64_t, TERN_IDENTITY, TERN_IDENTITY) \
    X(INT32, i32, int32_t, int32_t, TERN_IDENTITY, TERN_IDENTITY) \
    X(INT16, i16, int16_t, int16_t, TERN_IDENTITY, TERN_IDENTITY) \
    X(INT8, i8, int8_t, int8_t, TERN_IDENTITY, TERN_IDENTITY) \
    X(UINT8, u8, uint8_t, uint8_t, TERN_IDENTITY, TERN_IDENTITY)

#define TERN_FOR_EACH_BOOL(X) X(BOOL, b8, uint8_t, uint8_t, TERN_IDENTITY, TERN_IDENTITY)

#define TERN_FOR_EACH_NUMBER(X) TERN_FOR_EACH_FLOAT(X) TERN_FOR_EACH_INTEGER(X)
#define TERN_FOR_EACH_DTYPE(X) TERN_FOR_EACH_NUMBER(X) TERN_FOR_EACH_BOOL(X)

static inline int64_t tern_item_size(tern_dtype dtype) {
    switch (dtype) {
#define TERN_CASE(NAME, tag, storage, compute, load, store) case TERN_##NAME: return (int64_t)sizeof(storage);
        TERN_FOR_EACH_DTYPE(TERN_CASE)
#undef TERN_CASE
        case TERN_DTYPE_COUNT: break;
    }
    return 0;
}

#endif
