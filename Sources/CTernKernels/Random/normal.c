// Normal numbers. torch has two streams: blocks of sixteen for sixteen elements or more, and one number after another,
// in double and with the second of each pair kept in the generator, for fewer.
#include "box_muller.h"
#include "convert.h"
#include "engine.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

static double draw_normal(tern_generator *g) {
    if (g->has_cached_normal) {
        g->has_cached_normal = false;
        return g->cached_normal;
    }
    const double u1 = tern_draw_double(g), u2 = tern_draw_double(g);
    const double radius = sqrt(-2.0 * log1p(-u2)), angle = 6.283185307179586 * u1;
    g->cached_normal = radius * sin(angle);
    g->has_cached_normal = true;
    return radius * cos(angle);
}

static void fill_singly(tern_generator *g, tern_dtype dtype, void *out, int64_t n, double mean, double std) {
    switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store)                                                                \
    case TERN_##NAME:                                                                                                 \
        for (int64_t i = 0; i < n; i++) ((storage *)out)[i] = TERN_ELEMENT_##tag(fma(draw_normal(g), std, mean));     \
        break;
        TERN_FOR_EACH_FLOAT(CASE)
#undef CASE
        default: break;
    }
}

// All uniforms are drawn first. Where n is no multiple of 16, the last 16 elements are drawn and transformed anew.
#define DEFINE_FILL_BLOCKS(tag, real)                                                                       \
    static void fill_blocks_##tag(tern_generator *g, real *out, int64_t n, double mean, double std) {       \
        for (int64_t i = 0; i < n; i++) out[i] = tern_draw_##real(g);                                       \
        tern_box_muller_##real(out, n / TERN_NORMAL_BLOCK, (real)mean, (real)std);                          \
        if (n % TERN_NORMAL_BLOCK == 0) return;                                                             \
        real *last = out + n - TERN_NORMAL_BLOCK;                                                           \
        for (int j = 0; j < TERN_NORMAL_BLOCK; j++) last[j] = tern_draw_##real(g);                          \
        tern_box_muller_##real(last, 1, (real)mean, (real)std);                                             \
    }
DEFINE_FILL_BLOCKS(f32, float)
DEFINE_FILL_BLOCKS(f64, double)

// The half types go through a buffer of one block, and draw nothing for the tail but its own 16.
#define DEFINE_FILL_BUFFERED(tag, storage)                                                                          \
    static void fill_buffered_##tag(tern_generator *g, storage *out, int64_t n, double mean, double std) {          \
        float buffer[TERN_NORMAL_BLOCK];                                                                            \
        for (int64_t i = 0; i < n; i += TERN_NORMAL_BLOCK) {                                                        \
            storage *block = out + (i + TERN_NORMAL_BLOCK <= n ? i : n - TERN_NORMAL_BLOCK);                        \
            for (int j = 0; j < TERN_NORMAL_BLOCK; j++) buffer[j] = tern_draw_float(g);                             \
            tern_box_muller_float(buffer, 1, (float)mean, (float)std);                                              \
            for (int j = 0; j < TERN_NORMAL_BLOCK; j++) block[j] = TERN_ELEMENT_##tag(buffer[j]);                   \
        }                                                                                                           \
    }
DEFINE_FILL_BUFFERED(f16, tern_half)
DEFINE_FILL_BUFFERED(bf16, tern_bfloat)

void tern_random_normal(tern_generator *g, tern_dtype dtype, void *out, int64_t n, double mean, double std, bool scalar_path) {
    if (n < TERN_NORMAL_BLOCK || scalar_path) {
        fill_singly(g, dtype, out, n, mean, std);
        return;
    }
    switch (dtype) {
        case TERN_FLOAT32: fill_blocks_f32(g, out, n, mean, std); break;
        case TERN_FLOAT64: fill_blocks_f64(g, out, n, mean, std); break;
        case TERN_FLOAT16: fill_buffered_f16(g, out, n, mean, std); break;
        case TERN_BFLOAT16: fill_buffered_bf16(g, out, n, mean, std); break;
        default: break;
    }
}
