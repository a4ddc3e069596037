// Cutting an image into tiles of outputs, and finding the pixels that a tile reads and writes.
#ifndef TERN_CONVOLUTION_WINOGRAD_TILING_H
#define TERN_CONVOLUTION_WINOGRAD_TILING_H

#include "../Layout/image.h"
#include "transforms.h"

typedef struct {
    const tern_winograd_transforms *_Nonnull transforms;
    int64_t pad_top, pad_left;     // zeros before the input
    int64_t oh, ow;                // the result's size
    int64_t rows, columns, count;  // tiles of an image, and of all images
    const float *_Nonnull zeros;   // stands for pixels outside: as long as the longest pixel, in whole vectors
} tern_tiling;

/// The tiling for an image of `n` results of oh x ow. Frees with tern_tiling_close; false without memory.
bool tern_tiling_open(tern_tiling *_Nonnull tiling, const tern_winograd_transforms *_Nonnull transforms, int64_t n, int64_t oh,
                      int64_t ow, int64_t pad_top, int64_t pad_left, int64_t most_channels);
void tern_tiling_close(tern_tiling *_Nonnull tiling);

/// The edge * edge input pixels under a tile; outside of the image they are zeros.
void tern_tile_inputs(const tern_tiling *_Nonnull tiling, int64_t tile, const tern_image *_Nonnull image,
                      const float *_Nonnull *_Nonnull pixels);
/// The size * size output pixels of a tile, NULL outside of the result. True if none is.
bool tern_tile_outputs(const tern_tiling *_Nonnull tiling, int64_t tile, float *_Nonnull data,
                       const int64_t *_Nonnull strides, float *_Nullable *_Nonnull pixels);
/// The same pixels of an image that is read: zeros outside.
void tern_tile_gradients(const tern_tiling *_Nonnull tiling, int64_t tile, const tern_image *_Nonnull image,
                         const float *_Nonnull *_Nonnull pixels);

#endif
