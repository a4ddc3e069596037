// Conversions between element types, value by value and row by row.
//
// `tern_cast_<to>_from_<f32|f64|i64>` takes the type in which values are computed or accumulated, and gives a stored
// one.
#ifndef TERN_ELEMENTWISE_CAST_H
#define TERN_ELEMENTWISE_CAST_H

#include "../Support/dtypes.h"
#include "loop.h"

// A float outside the integer's range (or NaN) would be undefined in C; it becomes the type's lowest value, as x86's
// conversion instruction has it. PyTorch goes through int64 for uint8 and through int32 for the other short types.
#define TERN_DEFINE_TRUNCATE(width, from, source) \
    static inline int##width##_t tern_truncate_i##width##_from_##from(source value) { \
        const source limit = (source)((uint64_t)1 << (width - 1)); \
        return value >= -limit && value < limit ? (int##width##_t)value : INT##width##_MIN; \
    }
TERN_DEFINE_TRUNCATE(64, f64, double)
TERN_DEFINE_TRUNCATE(64, f32, float)
TERN_DEFINE_TRUNCATE(32, f64, double)
TERN_DEFINE_TRUNCATE(32, f32, float)
#undef TERN_DEFINE_TRUNCATE

#define TERN_DEFINE_CAST_TO_INTEGER(tag, storage, width) \
    static inline storage tern_cast_##tag##_from_f64(double value) { \
        return (storage)tern_truncate_i##width##_from_f64(value); \
    } \
    static inline storage tern_cast_##tag##_from_f32(float value) { \
        return (storage)tern_truncate_i##width##_from_f32(value); \
    } \
    static inline storage tern_cast_##tag##_from_i64(int64_t value) { return (storage)value; }
TERN_DEFINE_CAST_TO_INTEGER(i64, int64_t, 64)
TERN_DEFINE_CAST_TO_INTEGER(i32, int32_t, 32)
TERN_DEFINE_CAST_TO_INTEGER(i16, int16_t, 32)
TERN_DEFINE_CAST_TO_INTEGER(i8, int8_t, 32)
TERN_DEFINE_CAST_TO_INTEGER(u8, uint8_t, 64)
#undef TERN_DEFINE_CAST_TO_INTEGER

static inline uint8_t tern_cast_b8_from_f64(double value) { return value != 0; }
static inline uint8_t tern_cast_b8_from_f32(float value) { return value != 0; }
static inline uint8_t tern_cast_b8_from_i64(int64_t value) { return value != 0; }

static inline double tern_cast_f64_from_f64(double value) { return value; }
static inline double tern_cast_f64_from_f32(float value) { return (double)value; }
static inline double tern_cast_f64_from_i64(int64_t value) { return (double)value; }

static inline float tern_cast_f32_from_f64(double value) { return (float)value; }
static inline float tern_cast_f32_from_f32(float value) { return value; }
static inline float tern_cast_f32_from_i64(int64_t value) { return (float)value; }

// Doubles and integers become halves by way of a float, as in torch: they are rounded twice.
#define TERN_DEFINE_CAST_TO_SHORT_FLOAT(tag, storage, from_float) \
    static inline storage tern_cast_##tag##_from_f64(double value) { return from_float((float)value); } \
    static inline storage tern_cast_##tag##_from_f32(float value) { return from_float(value); } \
    static inline storage tern_cast_##tag##_from_i64(int64_t value) { return from_float((float)value); }
TERN_DEFINE_CAST_TO_SHORT_FLOAT(f16, tern_half, tern_half_from_float)
TERN_DEFINE_CAST_TO_SHORT_FLOAT(bf16, tern_bfloat, tern_bfloat_from_float)
#undef TERN_DEFINE_CAST_TO_SHORT_FLOAT

/// The stored `tag` value of any compute value; every integer type widens to int64 without loss.
#define TERN_CAST(tag, value) \
    _Generic((value), float: tern_cast_##tag##_from_f32, double: tern_cast_##tag##_from_f64, \
             default: tern_cast_##tag##_from_i64)(value)

/// The row function that converts `from` into `to`; also the plain copy when they are equal.
tern_row tern_cast_row(tern_dtype to, tern_dtype from);

#endif
