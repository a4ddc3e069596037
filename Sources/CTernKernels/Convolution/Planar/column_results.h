// From a tile of sums, channel by channel, to the pixels of a result.
#ifndef TERN_CONVOLUTION_COLUMN_RESULTS_H
#define TERN_CONVOLUTION_COLUMN_RESULTS_H

#include "../Direct/direct.h"

/// The first channels and columns of the buffer [channel][step] to the result's pixels from `pixel` on. Pixel after pixel: their
/// channels are neighbours in most results.
static inline void tern_copy_columns(const tern_result *_Nonnull result, float *_Nonnull pixel, const float *_Nonnull buffer,
                                     int64_t step, int64_t channels, int64_t columns) {
    for (int64_t j = 0; j < columns; j++, pixel += result->strides[3]) {
        float *target = pixel;
        for (int64_t k = 0; k < channels; k++, target += result->strides[1]) *target = buffer[k * step + j];
    }
}

/// The residual of those pixels, which lies as the result does, to the buffer.
static inline void tern_fetch_columns(const tern_result *_Nonnull result, const tern_epilogue *_Nonnull epilogue,
                                      const float *_Nonnull pixel, float *_Nonnull buffer, int64_t step, int64_t channels,
                                      int64_t columns) {
    if (!epilogue->has_residual) return;
    for (int64_t j = 0; j < columns; j++, pixel += result->strides[3])
        for (int64_t k = 0; k < channels; k++)
            buffer[k * step + j] = pixel[epilogue->residual + k * result->strides[1]];
}

#endif
