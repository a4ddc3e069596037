// The forward pass and the gradient of the input, in tiles where the filter has a tile kernel, else a few pixels at a time.
//
// The gradient of the input gathers from dy, phase by phase of the stride, like that of direct convolution.
#include "depthwise.h"

#include <string.h>

#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../../Support/stream.h"
#include "../Direct/direct.h"
#include "tile.h"

enum {
    ITEM_OPERATIONS = 1 << 18,
    // One thread takes several bands of rows, one below the other: the rows that two of them read are then still in its caches.
    MOST_BANDS = 8,
    ITEMS_PER_THREAD = 4,
};

typedef struct {
    const tern_depthwise_kernels *kernels;
    tern_image in;
    tern_result out;
    int64_t stride_h, stride_w;
    int64_t bands, items;                  // of all images
    const float *weights, *zeros;   // weights: [tap][channels]
    tern_epilogue epilogue, applied;       // the caller's, and what kernels are told of it
    bool stream;
    // Either a tile kernel and where its window begins,
    const tern_depthwise_tile *tile;
    int64_t first_row, first_column;
    // or a list of taps.
    const tern_tap *taps;
    const int64_t *tap_weights;
    int64_t tap_count;
} depthwise_loop;

static const float *input_pixel(const depthwise_loop *loop, int64_t n, int64_t row, int64_t column) {
    const bool exists = row >= 0 && row < loop->in.h && column >= 0 && column < loop->in.w;
    return exists ? loop->in.data + tern_offset4(loop->in.strides, n, 0, row, column) : loop->zeros;
}

// A result whose channels are not contiguous is computed into `buffer`, pixel after pixel, and copied. Behind all pixels'
// results there is room for their residuals.
static int64_t buffer_floats(const depthwise_loop *loop) { return TERN_MOST_DEPTHWISE_OUTPUTS * loop->out.c; }

static void point_output(const depthwise_loop *loop, float **pointer, float **final, float *buffer, int64_t n, int64_t i,
                         int64_t j) {
    const bool exists = i < loop->out.h && j < loop->out.w;
    *final = exists ? loop->out.data + tern_offset4(loop->out.strides, n, 0, i, j) : NULL;
    *pointer = exists && loop->out.strides[1] != 1 ? buffer : *final;
    if (*pointer != *final)
        tern_fetch_residual(&loop->epilogue, buffer + buffer_floats(loop), *final, loop->out.strides[1], loop->out.c);
}

static void copy_outputs(const depthwise_loop *loop, float *const *pointers, float *const *finals, int64_t count) {
    if (loop->out.strides[1] == 1) return;
    for (int64_t o = 0; o < count; o++)
        for (int64_t c = 0; finals[o] && c < loop->out.c; c++) finals[o][c * loop->out.strides[1]] = pointers[o][c];
}

static tern_depthwise_job job_of(const depthwise_loop *loop, const float *const *in, float *const *out) {
    return (tern_depthwise_job){.in = in, .out = out, .weights = loop->weights, .epilogue = &loop->applied, .channels = loop->out.c,
                                .stream = loop->stream};
}

static void run_tile_row(const depthwise_loop *loop, int64_t n, int64_t first, float *buffer) {
    const tern_depthwise_tile *tile = loop->tile;
    const int64_t in_rows = (tile->rows - 1) * tile->stride + tile->kernel;
    const int64_t in_columns = (tile->columns - 1) * tile->stride + tile->kernel;
    const int64_t outputs = (int64_t)tile->rows * tile->columns;
    const float *in[TERN_MOST_DEPTHWISE_INPUTS];
    float *out[TERN_MOST_DEPTHWISE_OUTPUTS], *finals[TERN_MOST_DEPTHWISE_OUTPUTS];
    tern_depthwise_job job = job_of(loop, in, out);
    const int64_t in_step = tile->columns * tile->stride * loop->in.strides[3], out_step = tile->columns * loop->out.strides[3];
    job.ahead = 2 * in_step;
    const int64_t row = first * tile->stride + loop->first_row;
    const bool rows_exist = row >= 0 && row + in_rows <= loop->in.h;
    const bool slides = loop->out.strides[1] == 1 && first + tile->rows <= loop->out.h;
    for (int64_t j = 0; j < loop->out.w; j += tile->columns) {
        const int64_t column = j * tile->stride + loop->first_column;
        // Where all pixels exist, those of the tile before and this one's, the pointers move on.
        if (rows_exist && j > 0 && column >= tile->columns * tile->stride && column + in_columns <= loop->in.w)
            for (int64_t p = 0; p < in_rows * in_columns; p++) in[p] += in_step;
        else
            for (int64_t p = 0; p < in_rows * in_columns; p++)
                in[p] = input_pixel(loop, n, row + p / in_columns, column + p % in_columns);
        if (slides && j > 0 && j + tile->columns <= loop->out.w)
            for (int64_t o = 0; o < outputs; o++) out[o] += out_step;
        else for (int64_t o = 0; o < outputs; o++)
            point_output(loop, &out[o], &finals[o], buffer + o * loop->out.c, n, first + o / tile->columns,
                         j + o % tile->columns);
        tile->run(&job);
        copy_outputs(loop, out, finals, outputs);
    }
}

static void run_pixel_row(const depthwise_loop *loop, int64_t n, int64_t i, void *scratch) {
    float *out[TERN_DEPTHWISE_PIXELS], *finals[TERN_DEPTHWISE_PIXELS], *buffer = scratch;
    const float **in = (const float **)(buffer + 2 * buffer_floats(loop));
    const tern_depthwise_job job = job_of(loop, in, out);
    for (int64_t j = 0; j < loop->out.w; j += TERN_DEPTHWISE_PIXELS) {
        for (int64_t o = 0; o < TERN_DEPTHWISE_PIXELS; o++) {
            point_output(loop, &out[o], &finals[o], buffer + o * loop->out.c, n, i, j + o);
            for (int64_t t = 0; t < loop->tap_count; t++)
                in[t * TERN_DEPTHWISE_PIXELS + o] = input_pixel(loop, n, i * loop->stride_h + loop->taps[t].row,
                                                                (j + o) * loop->stride_w + loop->taps[t].column);
        }
        loop->kernels->pixels(&job, loop->tap_count, loop->tap_weights);
        copy_outputs(loop, out, finals, TERN_DEPTHWISE_PIXELS);
    }
}

static int64_t band_rows(const depthwise_loop *loop) { return loop->tile ? loop->tile->rows : 1; }

static void run_item(void *context, int64_t item, void *scratch) {
    const depthwise_loop *loop = context;
    const int64_t image_bands = loop->bands / loop->out.n, last = loop->bands * (item + 1) / loop->items;
    for (int64_t band = loop->bands * item / loop->items; band < last; band++) {
        const int64_t n = band / image_bands, row = band % image_bands * band_rows(loop);
        if (loop->tile) run_tile_row(loop, n, row, scratch);
        else run_pixel_row(loop, n, row, scratch);
    }
    if (loop->stream) tern_finish_streaming();
}

static bool run_rows(depthwise_loop *loop) {
    loop->applied = loop->epilogue;
    if (loop->out.strides[1] != 1) loop->applied.residual = buffer_floats(loop);
    loop->bands = loop->out.n * tern_divide_up(loop->out.h, band_rows(loop));
    if (loop->bands == 0) return true;
    const int64_t wanted = tern_thread_count() * ITEMS_PER_THREAD, fewest = tern_divide_up(loop->bands, MOST_BANDS);
    loop->items = fewest > wanted ? fewest : wanted;
    if (loop->items > loop->bands) loop->items = loop->bands;
    const int64_t cost = tern_divide_up(loop->bands, loop->items) * band_rows(loop) * loop->out.w * loop->out.c *
                         (loop->tap_count + 9);
    const size_t scratch = (size_t)(2 * buffer_floats(loop)) * sizeof(float) +
                           (size_t)(loop->tap_count * TERN_DEPTHWISE_PIXELS) * sizeof(float *);
    return tern_parallel_items(loop->items, ITEM_OPERATIONS / cost, scratch, run_item, loop);
}

static bool can_stream(const depthwise_loop *loop) {
    const int64_t lanes = loop->kernels->lanes, *strides = loop->out.strides;
    const int64_t bytes = loop->out.n * loop->out.c * loop->out.h * loop->out.w * (int64_t)sizeof(float);
    return tern_should_stream(bytes) && strides[1] == 1 && loop->out.c % lanes == 0 &&
           (strides[0] | strides[2] | strides[3]) % lanes == 0 &&
           (uintptr_t)loop->out.data % ((uintptr_t)lanes * sizeof(float)) == 0;
}

bool tern_depthwise_applies(const tern_conv2d_size *size) { return size->groups == size->c && size->k == size->c; }

// What a pass allocates: weights as [tap][channels], zeros for one pixel, and room for a list of taps.
typedef struct {
    float *weights, *zeros;
    int64_t *tap_weights;
    tern_tap *taps;
} depthwise_memory;

static bool open_memory(depthwise_memory *memory, const tern_conv2d_size *size, const float *weight, const int64_t *strides,
                        bool flipped) {
    const int64_t taps = size->kh * size->kw, channels = size->c;
    const size_t list = (size_t)taps * (sizeof(tern_tap) + sizeof(int64_t));
    char *block = tern_allocate(list + (size_t)((taps + 1) * channels) * sizeof(float), false);
    if (!block) return false;
    *memory = (depthwise_memory){.taps = (tern_tap *)block, .tap_weights = (int64_t *)(block + (size_t)taps * sizeof(tern_tap)),
                                 .weights = (float *)(block + list)};
    memory->zeros = memory->weights + taps * channels;
    memset(memory->zeros, 0, (size_t)channels * sizeof(float));
    for (int64_t t = 0; t < taps; t++) {
        const int64_t source = flipped ? taps - 1 - t : t;
        for (int64_t c = 0; c < channels; c++)
            memory->weights[t * channels + c] =
                weight[c * strides[0] + source / size->kw * strides[2] + source % size->kw * strides[3]];
    }
    return true;
}

static void list_forward_taps(depthwise_loop *loop, depthwise_memory *memory, const tern_conv2d_size *size) {
    loop->tap_count = size->kh * size->kw;
    tern_list_forward_taps(memory->taps, size);
    for (int64_t t = 0; t < loop->tap_count; t++) memory->tap_weights[t] = memory->taps[t].index;
    loop->taps = memory->taps;
    loop->tap_weights = memory->tap_weights;
}

bool tern_depthwise_forward(const tern_conv2d_size *size, tern_isa isa, float *y, const int64_t *y_strides, const float *x,
                            const int64_t *x_strides, const float *weight, const int64_t *weight_strides, const tern_conv2d_epilogue *epilogue) {
    depthwise_memory memory = {0};
    if (!tern_depthwise_applies(size)) return false;
    depthwise_loop loop = {.kernels = tern_depthwise_kernels_of(isa), .stride_h = size->stride_h, .stride_w = size->stride_w,
                           .epilogue = tern_epilogue_of(epilogue, y), .first_row = -size->pad_top, .first_column = -size->pad_left};
    bool done = open_memory(&memory, size, weight, weight_strides, false) &&
                tern_image_open(&loop.in, isa, x, x_strides, size->n, size->c, size->h, size->w);
    if (done) {
        loop.weights = memory.weights;
        loop.zeros = memory.zeros;
        loop.out = tern_result_of(y, y_strides, size->n, size->k, size->oh, size->ow);
        loop.stream = can_stream(&loop);
        if (size->kh == size->kw && size->stride_h == size->stride_w && size->dilation_h == 1 && size->dilation_w == 1)
            loop.tile = tern_depthwise_tile_of(isa, size->kh, size->stride_h, size->c);
        if (!loop.tile) list_forward_taps(&loop, &memory, size);
        done = run_rows(&loop);
    }
    tern_image_close(&loop.in);
    tern_deallocate(memory.taps);
    return done;
}

static bool run_phases(depthwise_loop *loop, depthwise_memory *memory, const tern_conv2d_size *size, float *dx,
                       const int64_t *dx_strides) {
    loop->taps = memory->taps;
    loop->tap_weights = memory->tap_weights;
    for (int64_t phase_h = 0; phase_h < size->stride_h && phase_h < size->h; phase_h++) {
        for (int64_t phase_w = 0; phase_w < size->stride_w && phase_w < size->w; phase_w++) {
            loop->out = tern_phase_of(size, dx, dx_strides, phase_h, phase_w);
            loop->tap_count = tern_list_phase_taps(memory->taps, size, phase_h, phase_w);
            for (int64_t t = 0; t < loop->tap_count; t++) memory->tap_weights[t] = memory->taps[t].index;
            if (!run_rows(loop)) return false;
        }
    }
    return true;
}

bool tern_depthwise_backward_input(const tern_conv2d_size *size, tern_isa isa, float *dx, const int64_t *dx_strides,
                                   const float *dy, const int64_t *dy_strides, const float *weight,
                                   const int64_t *weight_strides,
                                const tern_conv2d_epilogue *epilogue) {
    depthwise_memory memory = {0};
    if (!tern_depthwise_applies(size)) return false;
    depthwise_loop loop = {.kernels = tern_depthwise_kernels_of(isa), .stride_h = 1, .stride_w = 1,
                           .epilogue = tern_epilogue_of(epilogue, dx)};
    // With stride 1 the gradient is a forward pass with turned filters.
    if (size->kh == size->kw && size->stride_h * size->stride_w == 1 && size->dilation_h == 1 && size->dilation_w == 1)
        loop.tile = tern_depthwise_tile_of(isa, size->kh, 1, size->c);
    bool done = open_memory(&memory, size, weight, weight_strides, loop.tile != NULL) &&
                tern_image_open(&loop.in, isa, dy, dy_strides, size->n, size->k, size->oh, size->ow);
    if (done) {
        loop.weights = memory.weights;
        loop.zeros = memory.zeros;
        loop.first_row = size->pad_top - (size->kh - 1);
        loop.first_column = size->pad_left - (size->kw - 1);
        loop.out = tern_result_of(dx, dx_strides, size->n, size->c, size->h, size->w);
        loop.stream = can_stream(&loop);
        done = loop.tile ? run_rows(&loop) : run_phases(&loop, &memory, size, dx, dx_strides);
    }
    tern_image_close(&loop.in);
    tern_deallocate(memory.taps);
    return done;
}
