// The inner loops of max pooling in float, for each instruction set.
#ifndef TERN_POOLING_FAST_KERNEL_H
#define TERN_POOLING_FAST_KERNEL_H

#include "../../include/tern_isa.h"

/// One window's taps inside the input, for `count` outputs side by side. Tap t of output j lies at x + taps[t] + j * step;
/// its name is first_index + indices[t] + j * index_step in `index`, or indices[t] in `number`, of which at most one is given.
typedef struct {
    int64_t count;
    const float *_Nonnull x;
    int64_t step;                       // 1: neighbours in memory (channels last, or windows one column apart); 2 is fast too
    int64_t tap_count;                  // at least one, in the order of the window
    const int64_t *_Nonnull taps;
    const int32_t *_Nonnull indices;
    int32_t first_index, index_step;
    float *_Nonnull y;
    int32_t *_Nullable index;
    uint8_t *_Nullable number;
    int64_t ahead;                      // how far behind a tap to fetch what later windows read; 0: nothing
} tern_pool_taps;

/// One row of input gradients in channels-last layout: for each channel the sum of the dy of those windows, in order, whose
/// winner has the name that this position has for them. Names are indices or numbers, of which one is given.
typedef struct {
    int64_t channels;
    int64_t window_count;
    const float *_Nonnull const *_Nonnull dy;         // for each window
    const int64_t *_Nonnull const *_Nullable indices;
    const uint8_t *_Nonnull const *_Nullable numbers;
    const int32_t *_Nonnull names;                    // for each window
    float *_Nonnull dx;
    bool stream;                                      // past the caches; dx is then aligned to the vector
} tern_pool_position;

typedef struct {
    int64_t vector_bytes;
    void (*_Nonnull largest)(const tern_pool_taps *_Nonnull work);
    void (*_Nonnull gather)(const tern_pool_position *_Nonnull work);
} tern_pool_kernels;

/// NULL for TERN_ISA_REFERENCE.
const tern_pool_kernels *_Nullable tern_pool_kernels_of(tern_isa isa);

#endif
