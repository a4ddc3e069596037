// The table of conversions: every element type into every other.
#include "cast.h"

#include "Fast/half.h"
#include "rows.h"

#define FROM_TAG f32
#define FROM_STORAGE float
#define FROM_LOAD TERN_IDENTITY
#include "cast_rows_from.h"

#define FROM_TAG f64
#define FROM_STORAGE double
#define FROM_LOAD TERN_IDENTITY
#include "cast_rows_from.h"

#define FROM_TAG f16
#define FROM_STORAGE tern_half
#define FROM_LOAD tern_float_from_half
#include "cast_rows_from.h"

#define FROM_TAG bf16
#define FROM_STORAGE tern_bfloat
#define FROM_LOAD tern_float_from_bfloat
#include "cast_rows_from.h"

#define FROM_TAG i64
#define FROM_STORAGE int64_t
#define FROM_LOAD TERN_IDENTITY
#include "cast_rows_from.h"

#define FROM_TAG i32
#define FROM_STORAGE int32_t
#define FROM_LOAD TERN_IDENTITY
#include "cast_rows_from.h"

#define FROM_TAG i16
#define FROM_STORAGE int16_t
#define FROM_LOAD TERN_IDENTITY
#include "cast_rows_from.h"

#define FROM_TAG i8
#define FROM_STORAGE int8_t
#define FROM_LOAD TERN_IDENTITY
#include "cast_rows_from.h"

#define FROM_TAG u8
#define FROM_STORAGE uint8_t
#define FROM_LOAD TERN_IDENTITY
#include "cast_rows_from.h"

#define FROM_TAG b8
#define FROM_STORAGE uint8_t
#define FROM_LOAD TERN_IDENTITY
#include "cast_rows_from.h"

// Copies within a type keep every bit (a NaN's too), so they move words.
#define DEFINE_MOVE(size, word) TERN_DEFINE_UNARY_ROW(move_##size, word, word, in)
TERN_FOR_EACH_WORD(DEFINE_MOVE)
#undef DEFINE_MOVE

static tern_row move_row(int64_t item_size) {
    switch (item_size) {
#define CASE(size, word) case size: return move_##size;
        TERN_FOR_EACH_WORD(CASE)
#undef CASE
    }
    return NULL;
}

// The conversions that models in half precision live on: packed rows take the vector code.
#define DEFINE_HALF_ROW(to, TO, to_storage, from, FROM, from_storage) \
    static void half_##to##_from_##from(int64_t n, char *const *data, const int64_t *strides) { \
        const bool is_packed = strides[0] == sizeof(to_storage) && strides[1] == sizeof(from_storage); \
        const tern_half_row fast = is_packed ? tern_half_row_of(tern_current_isa(), TO, FROM) : NULL; \
        if (fast) fast(n, data[0], data[1]); \
        else cast_##to##_from_##from(n, data, strides); \
    }
DEFINE_HALF_ROW(f32, TERN_FLOAT32, float, f16, TERN_FLOAT16, tern_half)
DEFINE_HALF_ROW(f16, TERN_FLOAT16, tern_half, f32, TERN_FLOAT32, float)
DEFINE_HALF_ROW(f32, TERN_FLOAT32, float, bf16, TERN_BFLOAT16, tern_bfloat)
DEFINE_HALF_ROW(bf16, TERN_BFLOAT16, tern_bfloat, f32, TERN_FLOAT32, float)
#undef DEFINE_HALF_ROW

static tern_row half_row(tern_dtype to, tern_dtype from) {
    if (to == TERN_FLOAT32 && from == TERN_FLOAT16) return half_f32_from_f16;
    if (to == TERN_FLOAT16 && from == TERN_FLOAT32) return half_f16_from_f32;
    if (to == TERN_FLOAT32 && from == TERN_BFLOAT16) return half_f32_from_bf16;
    if (to == TERN_BFLOAT16 && from == TERN_FLOAT32) return half_bf16_from_f32;
    return NULL;
}

tern_row tern_cast_row(tern_dtype to, tern_dtype from) {
#define ENTRY(NAME, tag, storage, compute, load, store) [TERN_##NAME] = casts_from_##tag,
    static const tern_row *const casts[TERN_DTYPE_COUNT] = {TERN_FOR_EACH_DTYPE(ENTRY)};
#undef ENTRY
    if (to == from) return move_row(tern_item_size(to));
    const tern_row half = half_row(to, from);
    return half ? half : casts[from][to];
}
