// Exponential numbers by inversion, always from 53-bit uniforms in double.
#include "convert.h"
#include "engine.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

void tern_random_exponential(tern_generator *g, tern_dtype dtype, void *out, int64_t n, double lambda) {
    switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store)                                                                     \
    case TERN_##NAME:                                                                                                      \
        for (int64_t i = 0; i < n; i++)                                                                                    \
            ((storage *)out)[i] = TERN_ELEMENT_##tag(-1.0 / lambda * log1p(-tern_draw_double(g)));                         \
        break;
        TERN_FOR_EACH_FLOAT(CASE)
#undef CASE
        default: break;
    }
}
