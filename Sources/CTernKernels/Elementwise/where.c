// Selection between two operands by a bool one.
#include "../include/tern_elementwise.h"

#include "../Support/dtypes.h"
#include "rows.h"

#define DEFINE_WHERE(size, word) \
    TERN_INLINE void where_##size##_body(int64_t n, char *const *data, int64_t out, int64_t condition, int64_t a, \
                                         int64_t b) { \
        TERN_INDEPENDENT \
        for (int64_t i = 0; i < n; i++) { \
            const word in_a = TERN_AT(word, data[2], i * a), in_b = TERN_AT(word, data[3], i * b); \
            TERN_AT(word, data[0], i * out) = TERN_AT(uint8_t, data[1], i * condition) ? in_a : in_b; \
        } \
    } \
    static void where_##size(int64_t n, char *const *data, const int64_t *strides) { \
        if (strides[0] == size && strides[1] == 1 && strides[2] == size && strides[3] == size) \
            where_##size##_body(n, data, size, 1, size, size); \
        else \
            where_##size##_body(n, data, strides[0], strides[1], strides[2], strides[3]); \
    }
TERN_FOR_EACH_WORD(DEFINE_WHERE)
#undef DEFINE_WHERE

static tern_row where_row(int64_t item_size) {
    switch (item_size) {
#define CASE(size, word) case size: return where_##size;
        TERN_FOR_EACH_WORD(CASE)
#undef CASE
    }
    return NULL;
}

void tern_where(tern_shape shape, tern_operand out, tern_operand condition, tern_operand a, tern_operand b) {
    tern_loop(shape, 4, (tern_operand[]){out, condition, a, b}, where_row(tern_item_size(out.dtype)));
}
