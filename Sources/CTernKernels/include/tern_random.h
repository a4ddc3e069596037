// PyTorch's CPU random streams: one Mersenne Twister and the exact ways in which torch turns its words into numbers.
#ifndef TERN_RANDOM_H
#define TERN_RANDOM_H

#include "tern_types.h"

#define TERN_MT_WORDS 624

/// The generator's whole state; what `get_rng_state` holds, field by field.
typedef struct {
    uint64_t seed;
    int32_t left;            // words until the next block is generated; 1 right after seeding
    uint32_t next;           // index of the next word
    uint32_t words[TERN_MT_WORDS];
    double cached_normal;    // the second value of a Box-Muller pair
    bool has_cached_normal;
} tern_generator;

void tern_generator_seed(tern_generator *_Nonnull g, uint64_t seed);
uint64_t tern_random64(tern_generator *_Nonnull g);   // first draw is the high half

/// Every fill writes n elements of a contiguous array of the type; uniform, normal and exponential take floating types only.
/// How many words an element takes depends on the type: see Random/uniform.c, Random/normal.c, Random/exponential.c and, for
/// integers, permutations and coin tosses, Random/discrete.c.
void tern_random_uniform(tern_generator *_Nonnull g, tern_dtype dtype, void *_Nonnull out, int64_t n, double low, double high);
/// torch's vectorised path for n >= 16, its scalar path (with the cached second value) below; `scalar_path` forces the latter.
void tern_random_normal(tern_generator *_Nonnull g, tern_dtype dtype, void *_Nonnull out, int64_t n, double mean, double std,
                        bool scalar_path);
void tern_random_integers(tern_generator *_Nonnull g, tern_dtype dtype, void *_Nonnull out, int64_t n, int64_t low, uint64_t range);
void tern_random_full_int64(tern_generator *_Nonnull g, int64_t *_Nonnull out, int64_t n);   // 64-bit draw mod 2^63
void tern_random_permutation(tern_generator *_Nonnull g, int64_t *_Nonnull out, int64_t n);
void tern_random_bernoulli(tern_generator *_Nonnull g, tern_dtype dtype, void *_Nonnull out, int64_t n, double p);
/// One probability per element, in the type of `p` (floating): the 24-bit draw for float and the half types, 53 bits for double.
void tern_random_bernoulli_each(tern_generator *_Nonnull g, tern_dtype dtype, void *_Nonnull out, int64_t n,
                                tern_dtype p_dtype, const void *_Nonnull p);
void tern_random_exponential(tern_generator *_Nonnull g, tern_dtype dtype, void *_Nonnull out, int64_t n, double lambda);

#endif
