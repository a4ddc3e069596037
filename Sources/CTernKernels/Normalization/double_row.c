// The typed loops behind double_row.h.
#include "double_row.h"

#include "../Support/widen.h"
#include "../Support/dtypes.h"

#define DEFINE_ROWS(NAME, tag, storage, compute, load, store)                                           \
    static void load_##tag(double *restrict row, const storage *restrict x, int64_t stride, int64_t count) { \
        if (stride == 1) {                                                                              \
            for (int64_t i = 0; i < count; i++) row[i] = tern_widen_##tag(x[i]);                        \
            return;                                                                                     \
        }                                                                                               \
        for (int64_t i = 0; i < count; i++) row[i] = tern_widen_##tag(x[i * stride]);                   \
    }                                                                                                   \
    static void store_##tag(storage *restrict x, int64_t stride, const double *restrict row, int64_t count) { \
        if (stride == 1) {                                                                              \
            for (int64_t i = 0; i < count; i++) x[i] = tern_narrow_##tag(row[i]);                       \
            return;                                                                                     \
        }                                                                                               \
        for (int64_t i = 0; i < count; i++) x[i * stride] = tern_narrow_##tag(row[i]);                  \
    }
TERN_FOR_EACH_FLOAT(DEFINE_ROWS)

void tern_load_double_row(tern_dtype dtype, double *row, const void *x, int64_t stride, int64_t count) {
    switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store) case TERN_##NAME: load_##tag(row, x, stride, count); break;
        TERN_FOR_EACH_FLOAT(CASE)
#undef CASE
        default: break;
    }
}

void tern_store_double_row(tern_dtype dtype, void *x, int64_t stride, const double *row, int64_t count) {
    switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store) case TERN_##NAME: store_##tag(x, stride, row, count); break;
        TERN_FOR_EACH_FLOAT(CASE)
#undef CASE
        default: break;
    }
}
