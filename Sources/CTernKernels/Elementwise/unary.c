// Choosing the row function of a unary map.
#include "../include/tern_elementwise.h"

#include "../Support/dtypes.h"
#include "Fast/math.h"
#include "tables.h"

static tern_row row_of(tern_unary_op op, tern_dtype dtype) {
    tern_row row = tern_fast_unary_row(op, dtype);
    if (!row) row = tern_unary_arithmetic_rows[op][dtype];
    if (!row) row = tern_unary_function_rows[op][dtype];
    if (!row) row = tern_unary_predicate_rows[op][dtype];
    return row;
}

bool tern_unary_supports(tern_unary_op op, tern_dtype dtype) { return row_of(op, dtype) != NULL; }

void tern_unary_packed(tern_unary_op op, tern_dtype dtype, int64_t count, void *out, void *x) {
    const int64_t item = tern_item_size(dtype), out_item = op >= TERN_LOGICAL_NOT ? 1 : item;
    tern_packed_loop(count, 2, (char *const[]){out, x}, (const int64_t[]){out_item, item}, row_of(op, dtype));
}

void tern_unary(tern_unary_op op, tern_shape shape, tern_operand out, tern_operand x) {
    tern_loop(shape, 2, (tern_operand[]){out, x}, row_of(op, x.dtype));
}
