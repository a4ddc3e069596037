// The forward pass for few input channels.
//
// With three channels, say, a pixel is far shorter than the loop that would sum over it. So each item stages a band of
// input rows, padded, channels innermost: there the kw * c numbers under one kernel row are contiguous, and serve as the
// channels of a single tap.
#include <string.h>

#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../../Support/stream.h"
#include "emit.h"

enum { BAND_ROWS = 8, ITEM_OPERATIONS = 1 << 20, MOST_KERNEL_ROWS = 64 };

typedef struct {
    const tern_conv2d_size *size;
    const tern_block_kernels *kernels;
    const tern_packed_weights *weights;
    const int64_t *tap_offsets;         // of every kernel row
    const float *x;
    tern_epilogue epilogue;
    const int64_t *x_strides;
    tern_result y;
    bool stream;
    int64_t band_rows, bands;           // output rows of a band; bands of an image
    int64_t staged_rows, staged_width;  // of a band, in pixels
} first_layer;

// One row of the input at `target`, from column -pad_left on, zeros outside of the image.
static void stage_row(const first_layer *layer, float *target, int64_t n, int64_t row) {
    const tern_conv2d_size *size = layer->size;
    const int64_t width = layer->staged_width, channels = size->c, *strides = layer->x_strides;
    memset(target, 0, (size_t)(width * channels) * sizeof(float));
    if (row < 0 || row >= size->h) return;
    const tern_range columns = tern_steps_inside((tern_range){0, width}, -size->pad_left, 1, (tern_range){0, size->w});
    if (columns.begin >= columns.end) return;
    const float *source = layer->x + tern_offset4(strides, n, 0, row, columns.begin - size->pad_left);
    float *pixel = target + columns.begin * channels;
    const int64_t count = columns.end - columns.begin;
    if (strides[3] == channels && (strides[1] == 1 || channels == 1)) {
        memcpy(pixel, source, (size_t)(count * channels) * sizeof(float));
        return;
    }
    for (int64_t c = 0; c < channels; c++)
        for (int64_t w = 0; w < count; w++) pixel[w * channels + c] = source[c * strides[1] + w * strides[3]];
}

static void convolve_row(const first_layer *layer, const float *staged, int64_t n, int64_t i, float *sums) {
    const tern_conv2d_size *size = layer->size;
    const int64_t step = layer->kernels->rows, tiles = tern_divide_up(size->ow, step), pitch = layer->staged_width * size->c;
    const int64_t pixel_step = size->stride_w * size->c;
    const float *pixels[MOST_KERNEL_ROWS * TERN_MOST_BLOCK_ROWS];
    float *outputs[TERN_MOST_BLOCK_ROWS];
    tern_block_job job = {.taps = size->kh, .channels = layer->weights->ins, .pixels = pixels, .stream = layer->stream,
                          .prefetch = (const char *)staged};
    for (int64_t t = 0; t < tiles; t++) {
        const int64_t begin = size->ow * t / tiles, rows = size->ow * (t + 1) / tiles - begin;
        float *output = layer->y.data + tern_offset4(layer->y.strides, n, 0, i, begin);
        for (int64_t r = 0; r < rows; r++, output += layer->y.strides[3]) outputs[r] = output;
        for (int64_t u = 0; u < size->kh; u++) {
            const float *pixel = staged + u * size->dilation_h * pitch + begin * pixel_step;
            for (int64_t r = 0; r < rows; r++, pixel += pixel_step) pixels[u * step + r] = pixel;
        }
        for (int64_t b = 0; b < layer->weights->cut.count; b++) {
            job.tap_offsets = layer->tap_offsets + (b == layer->weights->cut.count - 1 ? size->kh : 0);
            job.weights = layer->weights->data + b * layer->weights->block_stride;
            tern_emit_block(layer->kernels, &job, &layer->weights->cut, 0, b, rows, outputs, layer->y.strides[1], &layer->epilogue,
                            sums);
        }
    }
}

static void convolve_band(void *context, int64_t item, void *scratch) {
    const first_layer *layer = context;
    const tern_conv2d_size *size = layer->size;
    const int64_t n = item / layer->bands, first = item % layer->bands * layer->band_rows, rest = size->oh - first;
    const int64_t rows = rest < layer->band_rows ? rest : layer->band_rows, pitch = layer->staged_width * size->c;
    float *sums = scratch, *staged = sums + TERN_EMIT_SCRATCH;
    const int64_t needed = (rows - 1) * size->stride_h + (size->kh - 1) * size->dilation_h + 1;
    for (int64_t r = 0; r < needed; r++)
        stage_row(layer, staged + r * pitch, n, first * size->stride_h - size->pad_top + r);
    for (int64_t i = 0; i < rows; i++) convolve_row(layer, staged + i * size->stride_h * pitch, n, first + i, sums);
    if (layer->stream) tern_finish_streaming();
}

static bool run_bands(first_layer *layer) {
    const tern_conv2d_size *size = layer->size;
    // Short bands where there are few rows, so that every thread gets some.
    const int64_t all_rows = size->n * size->oh, share = tern_divide_up(all_rows, 4 * (int64_t)tern_thread_count());
    layer->band_rows = share < BAND_ROWS ? share : BAND_ROWS;
    layer->bands = tern_divide_up(size->oh, layer->band_rows);
    layer->staged_rows = (layer->band_rows - 1) * size->stride_h + (size->kh - 1) * size->dilation_h + 1;
    layer->staged_width = (size->ow - 1) * size->stride_w + size->kw;
    const size_t floats = TERN_EMIT_SCRATCH + (size_t)(layer->staged_rows * layer->staged_width * size->c);
    const int64_t cost = layer->band_rows * size->ow * size->kh * size->kw * size->c * tern_cut_padded(&layer->weights->cut);
    return tern_parallel_items(size->n * layer->bands, ITEM_OPERATIONS / (cost > 0 ? cost : 1), floats * sizeof(float),
                               convolve_band, layer);
}

bool tern_first_layer_applies(const tern_conv2d_size *size) {
    return size->c < 8 && size->groups == 1 && size->dilation_w == 1 && size->kh <= MOST_KERNEL_ROWS;
}

bool tern_first_layer_forward(const tern_conv2d_size *size, tern_isa isa, float *y, const int64_t *y_strides, const float *x,
                              const int64_t *x_strides, const float *weight, const int64_t *weight_strides, tern_weight_forms *forms,
                              const tern_conv2d_epilogue *epilogue) {
    if (!tern_first_layer_applies(size)) return false;
    const tern_weight_view view = tern_weight_view_forward(size, weight, weight_strides, forms);
    tern_packed_weights packed;
    if (!tern_pack_weights(&packed, isa, &view)) return false;
    // Packed as kh * kw taps of c channels, read as kh taps of kw * c.
    packed.ins = size->kw * size->c;
    int64_t tap_offsets[2 * MOST_KERNEL_ROWS];
    for (int64_t u = 0; u < size->kh; u++) {
        tap_offsets[u] = u * packed.ins * packed.cut.lanes;
        tap_offsets[size->kh + u] = u * packed.ins * packed.cut.tail_lanes;
    }
    first_layer layer = {.size = size, .kernels = tern_block_kernels_of(isa), .weights = &packed, .tap_offsets = tap_offsets,
                         .x = x, .epilogue = tern_epilogue_of(epilogue, y), .x_strides = x_strides};
    layer.y = tern_result_of(y, y_strides, size->n, size->k, size->oh, size->ow);
    layer.stream = tern_can_stream(&layer.y, &packed.cut, layer.kernels->lanes);
    const bool done = run_bands(&layer);
    tern_free_packed_weights(&packed);
    return done;
}
