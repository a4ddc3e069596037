// Images as the fast kernels read them: the channels of a pixel lie side by side.
#ifndef TERN_CONVOLUTION_IMAGE_H
#define TERN_CONVOLUTION_IMAGE_H

#include "../../include/tern_isa.h"

/// A batch of images. `strides` are (n, c, h, w) in elements, and strides[1] is 1.
typedef struct {
    const float *_Nonnull data;
    int64_t strides[4];
    int64_t n, c, h, w;
    float *_Nullable copy;  // the memory of a converted image
} tern_image;

/// Views the array in place where its channels are contiguous, else converts it to channels-last. False without memory.
bool tern_image_open(tern_image *_Nonnull image, tern_isa isa, const float *_Nonnull data, const int64_t *_Nonnull strides,
                     int64_t n, int64_t c, int64_t h, int64_t w);
void tern_image_close(tern_image *_Nonnull image);

#endif
