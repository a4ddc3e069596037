// Each element type to and from the wide type its sums are kept in: double, or uint64_t, which wraps without overflow.
#ifndef TERN_SUPPORT_WIDEN_H
#define TERN_SUPPORT_WIDEN_H

#include "dtypes.h"

// Halves are reached by way of a float, as in torch: they are rounded twice.
#define TERN_ROUND_f32(wide) ((float)(wide))
#define TERN_ROUND_f64(wide) (wide)
#define TERN_ROUND_f16(wide) tern_half_from_float((float)(wide))
#define TERN_ROUND_bf16(wide) tern_bfloat_from_float((float)(wide))

#define TERN_DEFINE_REAL(NAME, tag, storage, compute, load, store)                      \
    static inline double tern_widen_##tag(storage value) { return (double)load(value); } \
    static inline storage tern_narrow_##tag(double wide) { return TERN_ROUND_##tag(wide); }
#define TERN_DEFINE_INTEGER(NAME, tag, storage, compute, load, store)                          \
    static inline uint64_t tern_widen_##tag(storage value) { return (uint64_t)(int64_t)value; } \
    static inline storage tern_narrow_##tag(uint64_t wide) { return (storage)wide; }

TERN_FOR_EACH_FLOAT(TERN_DEFINE_REAL)
TERN_FOR_EACH_INTEGER(TERN_DEFINE_INTEGER)

#undef TERN_DEFINE_REAL
#undef TERN_DEFINE_INTEGER

#endif
