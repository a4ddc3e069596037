// Copying rows of inputs and of output gradients into strips.
#include "strips.h"

#include <string.h>

#include "../../Support/geometry.h"

// One input row into row `staged` of every run, zeros where the image ends.
static void stage_row(const tern_weight_loop *loop, const tern_weight_part *part, float *target, int64_t n, int64_t row) {
    const tern_conv2d_size *size = loop->size;
    const int64_t run_step = tern_staged_run(loop), width = loop->staged_width * loop->run_width;
    for (int64_t r = part->first_run; r < part->last_run; r++)
        memset(target + (r - part->first_run) * run_step, 0, (size_t)width * sizeof(float));
    const tern_range columns =
        tern_steps_inside((tern_range){0, loop->staged_width}, -size->pad_left, 1, (tern_range){0, size->w});
    if (row < 0 || row >= size->h || columns.begin >= columns.end) return;
    const int64_t count = columns.end - columns.begin, pixel_step = loop->x.strides[3];
    const float *source = loop->x.data + part->convolution_group * loop->channels + part->first_run * loop->run +
                          tern_offset4(loop->x.strides, n, 0, row, columns.begin - size->pad_left);
    target += columns.begin * loop->run_width;
    int64_t full = part->last_run - part->first_run;
    if (tern_run_channels(loop, part->last_run - 1) < loop->run || loop->merged) full--;
    if (full > 0) loop->outers->split_rows(target, run_step, source, pixel_step, count, full);
    if (full == part->last_run - part->first_run) return;
    const int64_t channels = tern_run_channels(loop, part->last_run - 1);
    target += full * run_step;
    source += full * loop->run;
    for (int64_t w = 0; w < count; w++)
        for (int64_t c = 0; c < channels; c++) target[w * loop->run_width + c] = source[w * pixel_step + c];
}

// The output gradients of one row, cut into blocks; `pixel` is the row's first pixel in the strip of `pixels`.
static void stage_gradients(const tern_weight_loop *loop, const tern_weight_part *part, float *target, int64_t pixels,
                            int64_t pixel, int64_t n, int64_t row) {
    const tern_block_cut *cut = &loop->sums.cut;
    const int64_t block_step = pixels * cut->lanes, step = loop->dy.strides[3], width = loop->size->ow;
    const float *source = loop->dy.data + tern_offset4(loop->dy.strides, n, 0, row, 0) +
                          part->convolution_group * loop->kernels + part->first_block * cut->lanes;
    int64_t full = part->last_block - part->first_block;
    if (part->last_block == cut->count && (tern_cut_valid(cut, cut->count - 1) < cut->lanes)) full--;
    if (full > 0) loop->outers->split_lanes(target + pixel * cut->lanes, block_step, source, step, width, full);
    if (full == part->last_block - part->first_block) return;
    const int64_t valid = tern_cut_valid(cut, cut->count - 1);
    float *tail = target + full * block_step + pixel * cut->tail_lanes;
    for (int64_t w = 0; w < width; w++, tail += cut->tail_lanes) {
        memcpy(tail, source + w * step + full * cut->lanes, (size_t)valid * sizeof(float));
        memset(tail + valid, 0, (size_t)(cut->tail_lanes - valid) * sizeof(float));
    }
}

void tern_stage_strip(const tern_weight_loop *loop, const tern_weight_part *part, const tern_strip_buffers *buffers,
                      int64_t first, int64_t last) {
    const tern_conv2d_size *size = loop->size;
    const int64_t pitch = loop->staged_width * loop->run_width, pixels = (last - first) * size->ow;
    int64_t staged = 0;
    for (int64_t row = first; row < last;) {
        const int64_t n = row / size->oh, i = row % size->oh;
        const int64_t rows = last - row < size->oh - i ? last - row : size->oh - i;
        const int64_t inputs = (rows - 1) * size->stride_h + (size->kh - 1) * size->dilation_h + 1;
        for (int64_t r = 0; r < rows; r++) {
            buffers->lines[row - first + r] = loop->in_place
                                                  ? tern_offset4(loop->x.strides, n, 0, (i + r) * size->stride_h, 0)
                                                  : (staged + r * size->stride_h) * pitch;
            if (!loop->dy_in_place)
                stage_gradients(loop, part, buffers->dy, pixels, (row - first + r) * size->ow, n, i + r);
        }
        for (int64_t r = 0; r < inputs && !loop->in_place; r++)
            stage_row(loop, part, buffers->x + (staged + r) * pitch, n, i * size->stride_h - size->pad_top + r);
        staged += inputs;
        row += rows;
    }
}
