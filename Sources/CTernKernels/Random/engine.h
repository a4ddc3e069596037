// The generator's next word, inline: every fill draws from it in its innermost loop.
#ifndef TERN_RANDOM_ENGINE_H
#define TERN_RANDOM_ENGINE_H

#include "../include/tern_random.h"

/// Replaces the used-up block of words by the next one.
void tern_generator_refill(tern_generator *_Nonnull g);

/// The next n words at once.
void tern_draw_words(tern_generator *_Nonnull g, uint32_t *_Nonnull out, int64_t n);

static inline uint32_t tern_tempered(uint32_t word) {
    word ^= word >> 11;
    word ^= word << 7 & 0x9D2C5680;
    word ^= word << 15 & 0xEFC60000;
    return word ^ word >> 18;
}

static inline uint32_t tern_draw32(tern_generator *_Nonnull g) {
    if (--g->left == 0) tern_generator_refill(g);
    return tern_tempered(g->words[g->next++]);
}

static inline uint64_t tern_draw64(tern_generator *_Nonnull g) {
    const uint64_t high = tern_draw32(g);
    return high << 32 | tern_draw32(g);
}

/// Uniform in 0 ..< 1, from the low 24 bits of one word.
static inline float tern_draw_float(tern_generator *_Nonnull g) {
    return (float)(tern_draw32(g) & 0xFFFFFF) * 0x1p-24f;
}

/// Uniform in 0 ..< 1, from the low 53 bits of two words.
static inline double tern_draw_double(tern_generator *_Nonnull g) {
    return (double)(tern_draw64(g) & 0x1FFFFFFFFFFFFF) * 0x1p-53;
}

#endif
