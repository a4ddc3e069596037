// How a pooling notes which tap of each window won: as an index into the input plane, as a number in the window, or not at all.
#ifndef TERN_POOLING_WINNERS_H
#define TERN_POOLING_WINNERS_H

#include "../Support/geometry.h"
#include "../include/tern_nn.h"

enum { TERN_NO_TAP = 255 };

/// At most one of the two arrays; strides (n, c, oh, ow).
typedef struct {
    int64_t *_Nullable indices;
    uint8_t *_Nullable taps;
    const int64_t *_Nullable strides;
} tern_pool_winners;

/// What a window's winner is called if it lies at kernel row r and column s; -1 where the window steps over the position.
static inline int64_t tern_pool_tap_number(const tern_pool2d_size *_Nonnull size, int64_t i, int64_t j, int64_t h, int64_t w) {
    const int64_t down = h + size->pad_h - i * size->stride_h, right = w + size->pad_w - j * size->stride_w;
    if (down % size->dilation_h != 0 || right % size->dilation_w != 0) return -1;
    return down / size->dilation_h * size->kw + right / size->dilation_w;
}

/// Where window (i, j) found its maximum, as h * W + w; -1 for nowhere.
static inline int64_t tern_pool_position_of(const tern_pool_winners *_Nonnull winners, const tern_pool2d_size *_Nonnull size,
                                            int64_t n, int64_t c, int64_t i, int64_t j) {
    const int64_t offset = tern_offset4(winners->strides, n, c, i, j);
    if (winners->indices) return winners->indices[offset];
    const int64_t tap = winners->taps[offset];
    if (tap == TERN_NO_TAP) return -1;
    const int64_t h = i * size->stride_h - size->pad_h + tap / size->kw * size->dilation_h;
    return h * size->w + j * size->stride_w - size->pad_w + tap % size->kw * size->dilation_w;
}

#endif
