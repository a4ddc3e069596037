// Walking the elements of one channel in chunks that fit on the stack.
#ifndef TERN_NORMALIZATION_CHUNK_H
#define TERN_NORMALIZATION_CHUNK_H

#include "../Support/dtypes.h"
#include "../include/tern_batch_norm.h"
#include "double_row.h"

enum { TERN_NORM_CHUNK = 256 };

/// `count` neighbours of one channel, from `position` of `sample` on; done when `count` is 0. Positions advance along
/// dimension `along`: the inner one, or the samples where these hold one position each.
typedef struct {
    tern_norm_size size;
    int64_t channel, sample, position, count;
    int along;
} tern_norm_chunk;

// Sets the count, up to the end of the sample; at that end the next sample begins.
static inline tern_norm_chunk tern_norm_chunk_at(tern_norm_chunk chunk) {
    if (chunk.position >= chunk.size.inner) {
        chunk.sample += 1;
        chunk.position = 0;
    }
    const int64_t rest = chunk.sample < chunk.size.n ? chunk.size.inner - chunk.position : 0;
    chunk.count = rest < TERN_NORM_CHUNK ? rest : TERN_NORM_CHUNK;
    return chunk;
}

static inline tern_norm_chunk tern_norm_first_chunk(tern_norm_size size, int64_t channel) {
    tern_norm_chunk chunk = {.size = size, .channel = channel, .along = 2};
    if (size.inner == 1) {
        chunk.size.n = 1;
        chunk.size.inner = size.n;
        chunk.along = 0;
    }
    return tern_norm_chunk_at(chunk);
}

static inline tern_norm_chunk tern_norm_next_chunk(tern_norm_chunk chunk) {
    chunk.position += chunk.count;
    return tern_norm_chunk_at(chunk);
}

static inline int64_t tern_norm_byte_offset(tern_norm_chunk chunk, const int64_t *strides) {
    return tern_item_size(chunk.size.dtype) *
           (chunk.sample * strides[0] + chunk.channel * strides[1] + chunk.position * strides[chunk.along]);
}

static inline void tern_norm_load(tern_norm_chunk chunk, double *row, const void *x, const int64_t *strides) {
    tern_load_double_row(chunk.size.dtype, row, (const char *)x + tern_norm_byte_offset(chunk, strides), strides[chunk.along],
                         chunk.count);
}

static inline void tern_norm_store(tern_norm_chunk chunk, void *x, const int64_t *strides, const double *row) {
    tern_store_double_row(chunk.size.dtype, (char *)x + tern_norm_byte_offset(chunk, strides), strides[chunk.along], row,
                          chunk.count);
}

/// Sets dy to zero where the gate is closed. z is rounded to the element type first, as the activation saw it.
static inline void tern_norm_close_gate(const tern_norm_gate *gate, tern_norm_chunk chunk, double *dy, const double *x) {
    const double mean = gate->affine.mean[chunk.channel], scale = gate->affine.scale[chunk.channel];
    const double shift = gate->affine.shift[chunk.channel];
    double z[TERN_NORM_CHUNK], rounded[TERN_NORM_CHUNK];
    for (int64_t i = 0; i < chunk.count; i++) z[i] = (x[i] - mean) * scale + shift;
    tern_store_double_row(chunk.size.dtype, rounded, 1, z, chunk.count);
    tern_load_double_row(chunk.size.dtype, z, rounded, 1, chunk.count);
    for (int64_t i = 0; i < chunk.count; i++)
        if (z[i] <= 0 || z[i] >= gate->cap) dy[i] = 0;
}

#endif
