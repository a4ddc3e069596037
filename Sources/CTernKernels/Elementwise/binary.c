// Choosing the row function of a binary map.
#include "../include/tern_elementwise.h"

#include "../Support/dtypes.h"
#include "Fast/power.h"
#include "tables.h"

static tern_row row_of(tern_binary_op op, tern_dtype dtype) {
    tern_row row = op == TERN_POW && dtype == TERN_FLOAT32 ? tern_fast_power_row() : NULL;
    if (!row) row = tern_binary_float_rows[op][dtype];
    if (!row) row = tern_binary_integer_rows[op][dtype];
    if (!row) row = tern_binary_predicate_rows[op][dtype];
    return row;
}

bool tern_binary_supports(tern_binary_op op, tern_dtype dtype) { return row_of(op, dtype) != NULL; }

void tern_binary_packed(tern_binary_op op, tern_dtype dtype, int64_t count, void *out, void *a, int64_t a_step, void *b,
                        int64_t b_step) {
    const int64_t item = tern_item_size(dtype), out_item = op >= TERN_EQ ? 1 : item;
    tern_packed_loop(count, 3, (char *const[]){out, a, b}, (const int64_t[]){out_item, item * a_step, item * b_step},
                     row_of(op, dtype));
}

void tern_binary(tern_binary_op op, tern_shape shape, tern_operand out, tern_operand a, tern_operand b) {
    tern_loop(shape, 3, (tern_operand[]){out, a, b}, row_of(op, a.dtype));
}
