// Copies, casts, fills and number sequences.
#include "../include/tern_elementwise.h"

#include "Fast/transposed_copy.h"
#include "cast.h"

void tern_copy(tern_shape shape, tern_operand out, tern_operand x) {
    const tern_operand operands[] = {out, x};
    tern_space space = tern_space_make(shape, 2, operands);
    if (tern_space_count(&space) == 0) return;
    tern_space_sort(&space);
    tern_space_coalesce(&space);
    char *const bases[] = {out.data, x.data};
    if (out.dtype == x.dtype && tern_item_size(x.dtype) == 4 && tern_transposed_copy(&space, bases)) return;
    tern_space_loop(&space, bases, tern_cast_row(out.dtype, x.dtype));
}

// A fill copies one element that is broadcast to the whole shape.
void tern_fill(tern_shape shape, tern_operand out, const void *value) {
    static const int64_t broadcast[TERN_MAX_NDIM];
    tern_copy(shape, out, (tern_operand){.data = (void *)value, .strides = broadcast, .dtype = out.dtype});
}

// Each element is computed from its index, so that no error builds up; and product and sum round separately on
// every CPU, so that all give the same numbers.
#pragma STDC FP_CONTRACT OFF

#define DEFINE_ARANGE(NAME, tag, storage, compute, load, store) \
    static void arange_double_##tag(storage *out, int64_t n, double start, double step) { \
        for (int64_t i = 0; i < n; i++) out[i] = tern_cast_##tag##_from_f64(start + (double)i * step); \
    } \
    static void arange_int64_##tag(storage *out, int64_t n, uint64_t start, uint64_t step) { \
        for (int64_t i = 0; i < n; i++) out[i] = tern_cast_##tag##_from_i64((int64_t)(start + (uint64_t)i * step)); \
    }
TERN_FOR_EACH_DTYPE(DEFINE_ARANGE)
#undef DEFINE_ARANGE

void tern_arange_double(tern_dtype dtype, void *out, int64_t n, double start, double step) {
    switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store) \
        case TERN_##NAME: arange_double_##tag(out, n, start, step); break;
        TERN_FOR_EACH_DTYPE(CASE)
#undef CASE
        case TERN_DTYPE_COUNT: break;
    }
}

void tern_arange_int64(tern_dtype dtype, void *out, int64_t n, int64_t start, int64_t step) {
    switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store) \
        case TERN_##NAME: arange_int64_##tag(out, n, (uint64_t)start, (uint64_t)step); break;
        TERN_FOR_EACH_DTYPE(CASE)
#undef CASE
        case TERN_DTYPE_COUNT: break;
    }
}
