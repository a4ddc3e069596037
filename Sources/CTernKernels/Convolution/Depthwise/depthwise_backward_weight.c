// The gradient of depthwise filters: sums over bands of output rows, tile by tile where the filter has a tile kernel, added
// up in groups of bands, whose number depends on the shape alone, and the groups' sums in order at the end.
#include <string.h>

#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../Layout/image.h"
#include "../Layout/partial.h"
#include "depthwise.h"
#include "tile.h"

enum { MOST_GROUPS = 32, GROUP_OPERATIONS = 1 << 18 };

typedef struct {
    const tern_conv2d_size *size;
    const tern_depthwise_kernels *kernels;
    tern_image x, dy;
    const float *zeros;
    float *sums;                       // [group][tap][channels]
    const tern_depthwise_tile *tile;   // or NULL
    int64_t bands, band_rows;          // of output rows, of one image
    int64_t groups, taps;
} gradient_loop;

static const float *input_pixel(const gradient_loop *loop, int64_t n, int64_t row, int64_t column) {
    const bool exists = row >= 0 && row < loop->size->h && column >= 0 && column < loop->size->w;
    return exists ? loop->x.data + tern_offset4(loop->x.strides, n, 0, row, column) : loop->zeros;
}

static const float *output_pixel(const gradient_loop *loop, int64_t n, int64_t i, int64_t j) {
    const bool exists = i < loop->size->oh && j < loop->size->ow;
    return exists ? loop->dy.data + tern_offset4(loop->dy.strides, n, 0, i, j) : loop->zeros;
}

static void add_tiles(const gradient_loop *loop, float *sums, int64_t n, int64_t i) {
    const tern_conv2d_size *size = loop->size;
    const tern_depthwise_tile *tile = loop->tile;
    const int64_t in_rows = (tile->rows - 1) * tile->stride + tile->kernel;
    const int64_t in_columns = (tile->columns - 1) * tile->stride + tile->kernel;
    const float *in[TERN_MOST_DEPTHWISE_INPUTS], *dy[TERN_MOST_DEPTHWISE_OUTPUTS];
    const tern_depthwise_gradient job = {.sums = sums, .in = in, .dy = dy, .channels = size->c,
                                         .ahead = tile->columns * tile->stride * loop->x.strides[3],
                                         .dy_ahead = tile->columns * loop->dy.strides[3]};
    for (int64_t j = 0; j < size->ow; j += tile->columns) {
        const int64_t row = i * tile->stride - size->pad_top, column = j * tile->stride - size->pad_left;
        for (int64_t p = 0; p < in_rows * in_columns; p++)
            in[p] = input_pixel(loop, n, row + p / in_columns, column + p % in_columns);
        for (int64_t o = 0; o < (int64_t)tile->rows * tile->columns; o++)
            dy[o] = output_pixel(loop, n, i + o / tile->columns, j + o % tile->columns);
        tile->add_gradient(&job);
    }
}

static void add_row(const gradient_loop *loop, float *sums, int64_t n, int64_t i, const float **in, const float **dy) {
    const tern_conv2d_size *size = loop->size;
    for (int64_t j = 0; j < size->ow; j++) {
        dy[j] = output_pixel(loop, n, i, j);
        for (int64_t t = 0; t < loop->taps; t++)
            in[j * loop->taps + t] =
                input_pixel(loop, n, i * size->stride_h + t / size->kw * size->dilation_h - size->pad_top,
                            j * size->stride_w + t % size->kw * size->dilation_w - size->pad_left);
    }
    loop->kernels->gradient(sums, size->c, in, loop->taps, dy, size->ow);
}

static void sum_group(void *context, int64_t group, void *scratch) {
    const gradient_loop *loop = context;
    const int64_t bands = loop->size->n * loop->bands, count = loop->taps * loop->size->c;
    const float **dy = scratch, **in = dy + loop->size->ow;
    float *sums = loop->sums + group * count;
    memset(sums, 0, (size_t)count * sizeof(float));
    for (int64_t band = bands * group / loop->groups; band < bands * (group + 1) / loop->groups; band++) {
        const int64_t n = band / loop->bands, i = band % loop->bands * loop->band_rows;
        if (loop->tile) add_tiles(loop, sums, n, i);
        else add_row(loop, sums, n, i, in, dy);
    }
}

static bool sum_bands(gradient_loop *loop) {
    const tern_conv2d_size *size = loop->size;
    const int64_t count = loop->taps * size->c;
    loop->band_rows = loop->tile ? loop->tile->rows : 1;
    loop->bands = tern_divide_up(size->oh, loop->band_rows);
    const int64_t worthwhile = size->n * size->oh * size->ow * count / GROUP_OPERATIONS;
    loop->groups = worthwhile < 1 ? 1 : worthwhile < MOST_GROUPS ? worthwhile : MOST_GROUPS;
    if (loop->groups > size->n * loop->bands) loop->groups = size->n * loop->bands;
    const size_t channels = (size_t)size->c;
    loop->sums = tern_allocate(((size_t)(loop->groups * count) + channels) * sizeof(float), false);
    if (!loop->sums) return false;
    float *zeros = loop->sums + loop->groups * count;
    memset(zeros, 0, channels * sizeof(float));
    loop->zeros = zeros;
    return tern_parallel_items(loop->groups, 1, (size_t)(size->ow * (loop->taps + 1)) * sizeof(float *), sum_group, loop);
}

static void store_weights(const gradient_loop *loop, float *dweight, const int64_t *strides) {
    for (int64_t c = 0; c < loop->size->c; c++)
        for (int64_t t = 0; t < loop->taps; t++)
            dweight[c * strides[0] + t / loop->size->kw * strides[2] + t % loop->size->kw * strides[3]] =
                loop->sums[t * loop->size->c + c];
}

bool tern_depthwise_backward_weight(const tern_conv2d_size *size, tern_isa isa, float *dweight, const int64_t *dweight_strides,
                                    const float *dy, const int64_t *dy_strides, const float *x, const int64_t *x_strides) {
    if (!tern_depthwise_applies(size)) return false;
    gradient_loop loop = {.size = size, .kernels = tern_depthwise_kernels_of(isa), .taps = size->kh * size->kw};
    if (size->kh == size->kw && size->stride_h == size->stride_w && size->dilation_h == 1 && size->dilation_w == 1)
        loop.tile = tern_depthwise_tile_of(isa, size->kh, size->stride_h, size->c);
    const bool done = tern_image_open(&loop.x, isa, x, x_strides, size->n, size->c, size->h, size->w) &&
                      tern_image_open(&loop.dy, isa, dy, dy_strides, size->n, size->k, size->oh, size->ow) && sum_bands(&loop);
    if (done) {
        tern_add_partials(loop.sums, loop.groups, loop.taps * size->c);
        store_weights(&loop, dweight, dweight_strides);
    }
    tern_deallocate(loop.sums);
    tern_image_close(&loop.x);
    tern_image_close(&loop.dy);
    return done;
}
