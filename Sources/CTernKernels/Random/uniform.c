// Uniform numbers. float and the half types draw one word (24 bits) for each element, double two (53 bits).
#include "../Support/dtypes.h"
#include "engine.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

// The scaling is one fused operation: torch's builds contract it, and the last bit of every other element tells. It
// works on bounds of the computing type; a result that rounds up to the excluded bound becomes the lower one.
#define DEFINE_UNIFORM(tag, storage, compute, load, store, draw, fused)                                    \
    static void uniform_##tag(tern_generator *g, storage *out, int64_t n, double low, double high) {       \
        const compute from = (compute)low, to = (compute)high, width = to - from;                          \
        const storage lowest = store(from);                                                                \
        const compute excluded = load(store(to));                                                          \
        for (int64_t i = 0; i < n; i++) {                                                                  \
            const storage value = store(fused(draw(g), width, from));                                      \
            out[i] = load(value) == excluded ? lowest : value;                                             \
        }                                                                                                  \
    }
DEFINE_UNIFORM(f32, float, float, TERN_IDENTITY, TERN_IDENTITY, tern_draw_float, fmaf)
DEFINE_UNIFORM(f64, double, double, TERN_IDENTITY, TERN_IDENTITY, tern_draw_double, fma)
DEFINE_UNIFORM(f16, tern_half, float, tern_float_from_half, tern_half_from_float, tern_draw_float, fmaf)
DEFINE_UNIFORM(bf16, tern_bfloat, float, tern_float_from_bfloat, tern_bfloat_from_float, tern_draw_float, fmaf)

void tern_random_uniform(tern_generator *g, tern_dtype dtype, void *out, int64_t n, double low, double high) {
    switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store) case TERN_##NAME: uniform_##tag(g, out, n, low, high); break;
        TERN_FOR_EACH_FLOAT(CASE)
#undef CASE
        default: break;
    }
}
