// The transforms of Winograd's minimal filtering F(m x m, 3 x 3): a tile of m x m outputs costs (m+2) x (m+2) products
// for each pair of channels instead of 9 m x m.
//
//     Y = A^T [ (G g G^T) . (B^T d B) ] A        Winograd 1980; Lavin and Gray, "Fast Algorithms for Convolutional
//     Neural Networks", 2016. For the gradient of g the same matrices are applied transposed.
//
// Transformed values are kept in planes, one for each position in the (m+2) x (m+2) tile, so that the products of one
// position over many tiles are a matrix product.
#ifndef TERN_CONVOLUTION_WINOGRAD_TRANSFORMS_H
#define TERN_CONVOLUTION_WINOGRAD_TRANSFORMS_H

#include "../Epilogue/epilogue.h"

enum { TERN_MOST_WINOGRAD_EDGE = 6 };

typedef struct {
    int32_t size;    // m
    int32_t edge;    // m + 2
    /// G g G^T of `count` filters (a multiple of the vector) at once: tap t of filter i is taps[t * tap_step + i], position p
    /// of its transform is u[p * plane + i]. `flipped` turns the filters by 180 degrees.
    void (*_Nonnull weights)(float *_Nonnull u, int64_t plane, const float *_Nonnull taps, int64_t tap_step, int64_t count,
                             bool flipped);
    /// B^T d B for every channel of one tile: `pixels` are edge * edge pointers, `offset` is added to all of them. Whole
    /// vectors are written; lanes beyond the channels get zeros. `ahead` floats further on is the data to prefetch.
    void (*_Nonnull input)(float *_Nonnull v, int64_t plane, const float *_Nonnull const *_Nonnull pixels, int64_t offset,
                           int64_t channels, int64_t ahead);
    /// The epilogue of A^T m A for `vectors` vectors of channels of one tile, into size * size pixels. Unless `whole`, pixels outside
    /// of the result are NULL.
    void (*_Nonnull output)(float *_Nullable const *_Nonnull pixels, int64_t offset, bool whole, const float *_Nonnull m,
                            int64_t plane, int64_t vectors, const tern_epilogue *_Nonnull epilogue, bool stream);
    /// A y A^T for every channel of one tile of output gradients: like `input`, with size * size pixels.
    void (*_Nonnull gradient)(float *_Nonnull z, int64_t plane, const float *_Nonnull const *_Nonnull pixels, int64_t offset,
                              int64_t channels);
    /// G^T s G: the inverse of `weights` in layout.
    void (*_Nonnull weight_gradient)(float *_Nonnull taps, int64_t tap_step, const float *_Nonnull s, int64_t plane,
                                     int64_t count);
} tern_winograd_transforms;

/// `size` is 2 or 4.
const tern_winograd_transforms *_Nonnull tern_winograd_transforms_of(tern_isa isa, int32_t size);

#endif
