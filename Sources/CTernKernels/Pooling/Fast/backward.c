// The gradient of max pooling. Channels last, every input position gathers from the windows that cover it, which vectors do
// for many channels at once; otherwise every window gives to the position it took its value from. Both add in the order of
// the windows.
#include "../../Support/grain.h"
#include "../../Support/stream.h"
#include "../../include/tern_runtime.h"
#include "kernel.h"
#include "max_pool2d.h"
#include "../windows.h"

enum { MOST_WINDOWS = 64 };

typedef struct {
    const tern_pool2d_size *size;
    const tern_pool_kernels *kernels;
    float *dx;
    const float *dy;
    const tern_pool_winners *winners;
    const int64_t *dx_strides, *dy_strides;
    bool stream;
} pool_run;

static void gather_position(const pool_run *run, int64_t n, int64_t h, int64_t w) {
    const tern_pool2d_size *size = run->size;
    const tern_range rows = tern_windows_covering(h, size->pad_h, (size->kh - 1) * size->dilation_h, size->stride_h, size->oh);
    const tern_range columns = tern_windows_covering(w, size->pad_w, (size->kw - 1) * size->dilation_w, size->stride_w, size->ow);
    const tern_pool_winners *winners = run->winners;
    const float *dy[MOST_WINDOWS];
    const int64_t *indices[MOST_WINDOWS];
    const uint8_t *numbers[MOST_WINDOWS];
    int32_t names[MOST_WINDOWS];
    int64_t count = 0;
    for (int64_t i = rows.begin; i < rows.end; i++) {
        for (int64_t j = columns.begin; j < columns.end; j++) {
            const int64_t number = tern_pool_tap_number(size, i, j, h, w), note = tern_offset4(winners->strides, n, 0, i, j);
            if (number < 0) continue;
            dy[count] = run->dy + tern_offset4(run->dy_strides, n, 0, i, j);
            names[count] = (int32_t)(winners->taps ? number : h * size->w + w);
            if (winners->taps) numbers[count] = winners->taps + note;
            else indices[count] = winners->indices + note;
            count++;
        }
    }
    run->kernels->gather(&(tern_pool_position){
        .channels = size->c, .window_count = count, .dy = dy, .indices = winners->taps ? NULL : indices,
        .numbers = winners->taps ? numbers : NULL, .names = names,
        .dx = run->dx + tern_offset4(run->dx_strides, n, 0, h, w), .stream = run->stream});
}

static void gather_rows(void *context, int64_t begin, int64_t end) {
    const pool_run *run = context;
    const tern_pool2d_size *size = run->size;
    for (int64_t row = begin; row < end; row++)
        for (int64_t w = 0; w < size->w; w++) gather_position(run, row / size->h, row % size->h, w);
    if (run->stream) tern_finish_streaming();
}

static void scatter_plane(const pool_run *run, int64_t n, int64_t c) {
    const tern_pool2d_size *size = run->size;
    float *dx = run->dx + n * run->dx_strides[0] + c * run->dx_strides[1];
    const int64_t step = run->dx_strides[3];
    for (int64_t position = 0; position < size->h * size->w; position++) dx[position * step] = 0;
    for (int64_t i = 0; i < size->oh; i++) {
        const float *dy = run->dy + tern_offset4(run->dy_strides, n, c, i, 0);
        for (int64_t j = 0; j < size->ow; j++) {
            const int64_t position = tern_pool_position_of(run->winners, size, n, c, i, j);
            if (position >= 0) dx[position * step] += dy[j * run->dy_strides[3]];
        }
    }
}

static void scatter_planes(void *context, int64_t begin, int64_t end) {
    const pool_run *run = context;
    for (int64_t plane = begin; plane < end; plane++) scatter_plane(run, plane / run->size->c, plane % run->size->c);
}

static int64_t most_covering(int64_t kernel, int64_t dilation, int64_t stride) {
    return tern_divide_up((kernel - 1) * dilation + 1, stride);
}

bool tern_fast_max_pool2d_backward(tern_isa isa, const tern_pool2d_size *size, float *dx, const int64_t *dx_strides,
                                   const float *dy, const int64_t *dy_strides, const tern_pool_winners *winners) {
    pool_run run = {.size = size, .kernels = tern_pool_kernels_of(isa), .dx = dx, .dy = dy, .winners = winners,
                    .dx_strides = dx_strides, .dy_strides = dy_strides};
    if (!run.kernels || size->w == 0 || size->h > INT32_MAX / size->w) return false;
    const int64_t pixels = size->h * size->w, rows = most_covering(size->kh, size->dilation_h, size->stride_h);
    const int64_t columns = most_covering(size->kw, size->dilation_w, size->stride_w);
    const bool channels_last = dx_strides[1] == 1 && dy_strides[1] == 1 && winners->strides[1] == 1 &&
                               size->c * (int64_t)sizeof *dx >= run.kernels->vector_bytes;
    if (channels_last && rows <= MOST_WINDOWS && columns <= MOST_WINDOWS && rows * columns <= MOST_WINDOWS) {
        const int64_t vector = run.kernels->vector_bytes;
        run.stream = tern_should_stream(size->n * size->c * pixels * (int64_t)sizeof *dx) && tern_is_aligned(dx, vector) &&
                     dx_strides[3] * (int64_t)sizeof *dx % vector == 0 && dx_strides[2] * (int64_t)sizeof *dx % vector == 0 &&
                     dx_strides[0] * (int64_t)sizeof *dx % vector == 0;
        tern_parallel_for(size->n * size->h, tern_grain(size->w * size->c * rows * columns / 4), gather_rows, &run);
        return true;
    }
    if (dx_strides[2] != size->w * dx_strides[3]) return false;   // positions are not evenly spaced
    tern_parallel_for(size->n * size->c, tern_grain(pixels), scatter_planes, &run);
    return true;
}
