// Tiles are numbered row by row, image after image.
#include "tiling.h"

#include "../../Support/geometry.h"
#include "../../include/tern_runtime.h"

typedef struct {
    int64_t n, row, column;  // of the tile's first output pixel
} tile_position;

static tile_position locate(const tern_tiling *tiling, int64_t tile) {
    const int64_t size = tiling->transforms->size, band = tile / tiling->columns;
    return (tile_position){band / tiling->rows, band % tiling->rows * size, tile % tiling->columns * size};
}

bool tern_tiling_open(tern_tiling *tiling, const tern_winograd_transforms *transforms, int64_t n, int64_t oh, int64_t ow,
                      int64_t pad_top, int64_t pad_left, int64_t most_channels) {
    *tiling = (tern_tiling){.transforms = transforms, .pad_top = pad_top, .pad_left = pad_left, .oh = oh, .ow = ow};
    tiling->rows = tern_divide_up(oh, transforms->size);
    tiling->columns = tern_divide_up(ow, transforms->size);
    tiling->count = n * tiling->rows * tiling->columns;
    const float *zeros = tern_allocate((size_t)(most_channels + 16) * sizeof(float), true);
    if (zeros) tiling->zeros = zeros;
    return zeros != NULL;
}

void tern_tiling_close(tern_tiling *tiling) { tern_deallocate((void *)tiling->zeros); }

void tern_tile_inputs(const tern_tiling *tiling, int64_t tile, const tern_image *image, const float **pixels) {
    const tile_position at = locate(tiling, tile);
    const int64_t row = at.row - tiling->pad_top, column = at.column - tiling->pad_left, edge = tiling->transforms->edge;
    for (int64_t i = row; i < row + edge; i++)
        for (int64_t j = column; j < column + edge; j++) {
            const bool exists = i >= 0 && i < image->h && j >= 0 && j < image->w;
            *pixels++ = exists ? image->data + tern_offset4(image->strides, at.n, 0, i, j) : tiling->zeros;
        }
}

bool tern_tile_outputs(const tern_tiling *tiling, int64_t tile, float *data, const int64_t *strides, float **pixels) {
    const tile_position at = locate(tiling, tile);
    const int64_t size = tiling->transforms->size;
    for (int64_t i = at.row; i < at.row + size; i++)
        for (int64_t j = at.column; j < at.column + size; j++)
            *pixels++ = i < tiling->oh && j < tiling->ow ? data + tern_offset4(strides, at.n, 0, i, j) : NULL;
    return at.row + size <= tiling->oh && at.column + size <= tiling->ow;
}

void tern_tile_gradients(const tern_tiling *tiling, int64_t tile, const tern_image *image, const float **pixels) {
    const tile_position at = locate(tiling, tile);
    const int64_t size = tiling->transforms->size;
    for (int64_t i = at.row; i < at.row + size; i++)
        for (int64_t j = at.column; j < at.column + size; j++) {
            const bool exists = i < tiling->oh && j < tiling->ow;
            *pixels++ = exists ? image->data + tern_offset4(image->strides, at.n, 0, i, j) : tiling->zeros;
        }
}
