// How a drawn number becomes an element: like torch, halves are reached by way of float.
#ifndef TERN_RANDOM_CONVERT_H
#define TERN_RANDOM_CONVERT_H

#include "../Support/dtypes.h"

#define TERN_ELEMENT_f32(value) ((float)(value))
#define TERN_ELEMENT_f64(value) ((double)(value))
#define TERN_ELEMENT_f16(value) tern_half_from_float((float)(value))
#define TERN_ELEMENT_bf16(value) tern_bfloat_from_float((float)(value))
#define TERN_ELEMENT_i64(value) ((int64_t)(value))
#define TERN_ELEMENT_i32(value) ((int32_t)(value))
#define TERN_ELEMENT_i16(value) ((int16_t)(value))
#define TERN_ELEMENT_i8(value) ((int8_t)(value))
#define TERN_ELEMENT_u8(value) ((uint8_t)(value))
#define TERN_ELEMENT_b8(value) ((value) != 0)

#endif
