// The table of conversions: every element type into every other.
#include "cast.h"

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

tern_row tern_cast_row(tern_dtype to, tern_dtype from) {
#define ENTRY(NAME, tag, storage, compute, load, store) [TERN_##NAME] = casts_from_##tag,
    static const tern_row *const casts[TERN_DTYPE_COUNT] = {TERN_FOR_EACH_DTYPE(ENTRY)};
#undef ENTRY
    return to == from ? move_row(tern_item_size(to)) : casts[from][to];
}
