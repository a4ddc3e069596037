// Integers, permutations and coin tosses.
#include "convert.h"
#include "engine.h"

#include <math.h>

// Ranges from here on take a 64-bit draw, so that the bias of the modulo stays small.
static const uint64_t WIDE_RANGE = (uint64_t)1 << 28;

static uint64_t draw_below(tern_generator *g, uint64_t range) {
    return (range >= WIDE_RANGE ? tern_draw64(g) : tern_draw32(g)) % range;
}

void tern_random_integers(tern_generator *g, tern_dtype dtype, void *out, int64_t n, int64_t low, uint64_t range) {
    switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store)                               \
    case TERN_##NAME:                                                                \
        for (int64_t i = 0; i < n; i++) {                                            \
            const int64_t value = (int64_t)((uint64_t)low + draw_below(g, range));   \
            ((storage *)out)[i] = TERN_ELEMENT_##tag(value);                         \
        }                                                                            \
        break;
        TERN_FOR_EACH_DTYPE(CASE)
#undef CASE
        case TERN_DTYPE_COUNT: break;
    }
}

void tern_random_full_int64(tern_generator *g, int64_t *out, int64_t n) {
    for (int64_t i = 0; i < n; i++) out[i] = (int64_t)(tern_draw64(g) & INT64_MAX);
}

// Fisher and Yates' shuffle, forwards.
static void shuffle(tern_generator *g, int64_t *out, int64_t n) {
    for (int64_t i = 0; i < n; i++) out[i] = i;
    for (int64_t i = 0; i < n - 1; i++) {
        const int64_t other = i + (int64_t)(tern_draw32(g) % (uint64_t)(n - i)), kept = out[i];
        out[i] = out[other];
        out[other] = kept;
    }
}

// The shuffle inside out: each number is inserted at a random place among those before it.
static void shuffle_inside_out(tern_generator *g, int64_t *out, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        const int64_t other = (int64_t)(tern_draw64(g) % (uint64_t)(i + 1));
        out[i] = other < i ? out[other] : i;
        out[other] = i;
    }
}

void tern_random_permutation(tern_generator *g, int64_t *out, int64_t n) {
    // From here on 32 bits would favour some permutations visibly.
    const int64_t large = UINT32_MAX / 20;
    if (n < large) shuffle(g, out, n);
    else shuffle_inside_out(g, out, n);
}

// Tosses of one probability are made in batches: a double's 53 bits (the low ones of two words) are below p where, as a whole
// number, they are below p * 2^53.
enum { TOSSES = 256 };

#define DEFINE_TOSSES(NAME, tag, storage, compute, load, store)                                                \
    static void tosses_##tag(storage *out, const uint32_t *words, int64_t n, uint64_t limit) {                 \
        for (int64_t i = 0; i < n; i++) {                                                                      \
            const uint64_t bits = (uint64_t)(words[2 * i] & 0x1FFFFF) << 32 | words[2 * i + 1];                \
            out[i] = TERN_ELEMENT_##tag(bits < limit);                                                         \
        }                                                                                                      \
    }
TERN_FOR_EACH_DTYPE(DEFINE_TOSSES)
#undef DEFINE_TOSSES

void tern_random_bernoulli(tern_generator *g, tern_dtype dtype, void *out, int64_t n, double p) {
    const uint64_t limit = (uint64_t)ceil(p * 0x1p53);
    uint32_t words[2 * TOSSES];
    for (int64_t start = 0; start < n; start += TOSSES) {
        const int64_t count = n - start < TOSSES ? n - start : TOSSES;
        tern_draw_words(g, words, 2 * count);
        switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store)                                                         \
        case TERN_##NAME: tosses_##tag((storage *)out + start, words, count, limit); break;
            TERN_FOR_EACH_DTYPE(CASE)
#undef CASE
            case TERN_DTYPE_COUNT: break;
        }
    }
}

static bool toss(tern_generator *g, tern_dtype p_dtype, const void *p, int64_t i) {
    switch (p_dtype) {
        case TERN_FLOAT64: return tern_draw_double(g) < ((const double *)p)[i];
        case TERN_FLOAT32: return tern_draw_float(g) < ((const float *)p)[i];
        case TERN_FLOAT16: return tern_draw_float(g) < tern_float_from_half(((const tern_half *)p)[i]);
        case TERN_BFLOAT16: return tern_draw_float(g) < tern_float_from_bfloat(((const tern_bfloat *)p)[i]);
        default: return false;
    }
}

void tern_random_bernoulli_each(tern_generator *g, tern_dtype dtype, void *out, int64_t n, tern_dtype p_dtype, const void *p) {
    switch (dtype) {
#define CASE(NAME, tag, storage, compute, load, store)                                                         \
    case TERN_##NAME:                                                                                          \
        for (int64_t i = 0; i < n; i++) ((storage *)out)[i] = TERN_ELEMENT_##tag(toss(g, p_dtype, p, i));      \
        break;
        TERN_FOR_EACH_DTYPE(CASE)
#undef CASE
        case TERN_DTYPE_COUNT: break;
    }
}
