// Whole blocks of a result whose channels are contiguous are stored by the kernel itself; all others go through a small
// buffer, from which the channels that exist are copied.
#include "emit.h"

#include <string.h>

#include "../../Support/stream.h"

// A handful of contiguous numbers, four at a time and the last four once more: a call of memcpy for every pixel would take
// longer than small layers' sums.
static void copy_few(float *target, const float *source, int64_t count) {
    const size_t four = 4 * sizeof(float);
    if (count < 4) {
        for (int64_t k = 0; k < count; k++) target[k] = source[k];
        return;
    }
    for (int64_t k = 0; k + 4 < count; k += 4) memcpy(target + k, source + k, four);
    memcpy(target + count - 4, source + count - 4, four);
}

static void copy_channels(float *pixel, int64_t channel_stride, const float *sums, int64_t count) {
    if (channel_stride == 1) copy_few(pixel, sums, count);
    else for (int64_t k = 0; k < count; k++) pixel[k * channel_stride] = sums[k];
}

void tern_emit_block(const tern_block_kernels *kernels, tern_block_job *job, const tern_block_cut *cut, int64_t group,
                     int64_t block, int64_t rows, float *const *pixels, int64_t channel_stride, const tern_epilogue *epilogue,
                     float *scratch) {
    const int64_t lanes = tern_cut_lanes(cut, block), valid = tern_cut_valid(cut, block);
    const int64_t first = group * cut->channels + block * cut->lanes;
    const tern_block_function run = kernels->run[tern_cut_width(cut, block)][rows];
    if (channel_stride == 1 && valid == lanes) {
        job->out = pixels;
        job->out_offset = first;
        job->epilogue = epilogue;
        run(job);
        return;
    }
    float *buffer[TERN_MOST_BLOCK_ROWS];
    for (int64_t i = 0; i < rows; i++) buffer[i] = scratch + i * lanes;
    tern_buffered_epilogue buffered;
    if (epilogue) {
        tern_buffer_epilogue(&buffered, epilogue, first, valid);
        for (int64_t i = 0; i < rows; i++)
            tern_fetch_residual(epilogue, buffer[i], pixels[i] + first * channel_stride, channel_stride, valid);
    }
    job->epilogue = epilogue ? &buffered.epilogue : NULL;
    job->out = buffer;
    job->out_offset = 0;
    run(job);
    for (int64_t i = 0; i < rows; i++) copy_channels(pixels[i] + first * channel_stride, channel_stride, buffer[i], valid);
}

bool tern_can_stream(const tern_result *result, const tern_block_cut *cut, int32_t lanes) {
    const int64_t bytes = result->n * result->c * result->h * result->w * (int64_t)sizeof(float);
    if (!tern_should_stream(bytes) || result->strides[1] != 1 || cut->channels % lanes != 0) return false;
    const int64_t steps = result->strides[0] | result->strides[2] | result->strides[3];
    return steps % lanes == 0 && (uintptr_t)result->data % ((uintptr_t)lanes * sizeof(float)) == 0;
}
