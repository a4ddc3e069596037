// What becomes of a convolution's sums on their way to memory, as the float kernels apply it.
#ifndef TERN_CONVOLUTION_EPILOGUE_H
#define TERN_CONVOLUTION_EPILOGUE_H

#include "../../include/tern_nn.h"
#include "../Block/block.h"

/// Channel k of a result becomes clamp(sum * scale[k] + shift[k] + residual).
typedef struct tern_epilogue {
    const float *_Nullable scale, *_Nullable shift;   // NULL: 1 and 0
    bool has_residual, clamps;
    int64_t residual;                                 // floats from a result's place to what is added there
    float low, high;
} tern_epilogue;

/// The caller's epilogue for the result at y.
tern_epilogue tern_epilogue_of(const tern_conv2d_epilogue *_Nonnull epilogue, const float *_Nonnull y);

/// A block of channels that is computed in a buffer and copied from there: channel `first` of the whole is channel 0 of the
/// buffer, and the residual lies in the buffer itself.
typedef struct {
    tern_epilogue epilogue;
    float scale[TERN_MOST_BLOCK_LANES], shift[TERN_MOST_BLOCK_LANES];
} tern_buffered_epilogue;

void tern_buffer_epilogue(tern_buffered_epilogue *_Nonnull buffered, const tern_epilogue *_Nonnull whole, int64_t first,
                          int64_t valid);

/// Brings the residual of `valid` channels to the buffer of the result's pixel, whose first of them is at `result`.
static inline void tern_fetch_residual(const tern_epilogue *_Nonnull whole, float *_Nonnull buffer,
                                       const float *_Nonnull result, int64_t channel_stride, int64_t valid) {
    if (!whole->has_residual) return;
    for (int64_t k = 0; k < valid; k++) buffer[k] = result[whole->residual + k * channel_stride];
}

#endif
