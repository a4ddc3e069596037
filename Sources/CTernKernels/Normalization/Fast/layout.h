// Which of the two memory layouts an operand of batch normalisation has.
#ifndef TERN_NORMALIZATION_FAST_LAYOUT_H
#define TERN_NORMALIZATION_FAST_LAYOUT_H

#include "../../include/tern_batch_norm.h"

typedef enum {
    TERN_LAYOUT_OTHER,
    TERN_LAYOUT_CHANNELS_LAST,  // rows of channels, all the same distance apart
    TERN_LAYOUT_PLANAR,         // one row for each sample and channel
} tern_norm_layout;

/// From one position to the next in channels-last order.
static inline int64_t tern_norm_row_stride(tern_norm_size size, const int64_t *_Nonnull strides) {
    return size.inner > 1 ? strides[2] : strides[0];
}

static inline tern_norm_layout tern_norm_layout_of(tern_norm_size size, const int64_t *_Nonnull strides) {
    const bool positions_are_even = size.inner == 1 || size.n == 1 || strides[0] == size.inner * strides[2];
    // A single position is a row of channels for itself.
    if ((strides[1] == 1 || size.c == 1) && positions_are_even && size.c > 1) return TERN_LAYOUT_CHANNELS_LAST;
    return strides[2] == 1 && size.inner > 1 ? TERN_LAYOUT_PLANAR : TERN_LAYOUT_OTHER;
}

/// The layout that all operands share.
static inline tern_norm_layout tern_norm_common_layout(tern_norm_size size, int count,
                                                       const int64_t *_Nonnull const *_Nonnull strides) {
    const tern_norm_layout layout = tern_norm_layout_of(size, strides[0]);
    for (int i = 1; i < count; i++)
        if (tern_norm_layout_of(size, strides[i]) != layout) return TERN_LAYOUT_OTHER;
    return layout;
}

#endif
