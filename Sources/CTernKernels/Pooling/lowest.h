// What a max pooling gives for a window without any tap: each type's lowest value.
#ifndef TERN_POOLING_LOWEST_H
#define TERN_POOLING_LOWEST_H

#include "../Support/half.h"

#include <math.h>
#include <stdint.h>

static const float tern_lowest_f32 = -INFINITY;
static const double tern_lowest_f64 = -INFINITY;
static const tern_half tern_lowest_f16 = {0xFC00};
static const tern_bfloat tern_lowest_bf16 = {0xFF80};
static const int64_t tern_lowest_i64 = INT64_MIN;
static const int32_t tern_lowest_i32 = INT32_MIN;
static const int16_t tern_lowest_i16 = INT16_MIN;
static const int8_t tern_lowest_i8 = INT8_MIN;
static const uint8_t tern_lowest_u8 = 0;

#endif
