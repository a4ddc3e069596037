// The Mersenne Twister MT19937: M. Matsumoto and T. Nishimura, ACM TOMACS 8 (1998), with the seeding of 2002.
#include "engine.h"

enum { MIDDLE = 397 };

void tern_generator_seed(tern_generator *g, uint64_t seed) {
    *g = (tern_generator){.seed = seed, .left = 1};
    g->words[0] = (uint32_t)seed;
    for (uint32_t i = 1; i < TERN_MT_WORDS; i++)
        g->words[i] = 1812433253u * (g->words[i - 1] ^ g->words[i - 1] >> 30) + i;
}

static uint32_t twist(uint32_t current, uint32_t following, uint32_t middle) {
    const uint32_t mixed = (current & 0x80000000) | (following & 0x7FFFFFFF);
    return middle ^ mixed >> 1 ^ (following & 1 ? 0x9908B0DF : 0);
}

void tern_generator_refill(tern_generator *g) {
    uint32_t *w = g->words;
    const int wrap = TERN_MT_WORDS - MIDDLE;
    for (int i = 0; i < wrap; i++) w[i] = twist(w[i], w[i + 1], w[i + MIDDLE]);
    for (int i = wrap; i < TERN_MT_WORDS - 1; i++) w[i] = twist(w[i], w[i + 1], w[i - wrap]);
    w[TERN_MT_WORDS - 1] = twist(w[TERN_MT_WORDS - 1], w[0], w[MIDDLE - 1]);
    g->left = TERN_MT_WORDS;
    g->next = 0;
}

void tern_draw_words(tern_generator *g, uint32_t *out, int64_t n) {
    while (n > 0) {
        // `left` counts the next block's first word too.
        if (g->left == 1) {
            tern_generator_refill(g);
            g->left++;
        }
        const int64_t count = n < g->left - 1 ? n : g->left - 1;
        const uint32_t *words = g->words + g->next;
        for (int64_t i = 0; i < count; i++) out[i] = tern_tempered(words[i]);
        g->next += (int)count;
        g->left -= (int)count;
        out += count;
        n -= count;
    }
}

uint64_t tern_random64(tern_generator *g) { return tern_draw64(g); }
