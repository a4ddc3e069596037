// The gradient of the weight as outer products over strips of pixels.
//
// Strips are added up in groups, whose number depends on the shape alone, and the groups' sums in order at the end.
#include <string.h>

#include "../../Runtime/items.h"
#include "../../Support/geometry.h"
#include "../Layout/partial.h"
#include "direct.h"
#include "strips.h"

enum {
    STRIP_PIXELS = 112,
    GROUP_STRIPS = 4,              // at least, so that adding up the groups costs little
    MOST_GROUPS = 16,
    GROUP_BYTES = 8 << 20,         // of all groups' sums
    ITEM_OPERATIONS = 1 << 20,
};

// Adds one run of `width` staged channels, under kernel tap (u, v), to the sums of one block.
static void add_run(const tern_weight_loop *loop, tern_outer_job *job, float *sums, const float *staged, int64_t lanes, int32_t w,
                    int64_t tap, int64_t first, int64_t width) {
    const int64_t pieces = tern_divide_up(width, loop->outers->rows);
    for (int64_t piece = 0; piece < pieces; piece++) {
        const int64_t begin = width * piece / pieces, end = width * (piece + 1) / pieces;
        job->x = staged + begin;
        job->sums = sums + (tap * loop->channels + first + begin) * lanes;
        loop->outers->run[w][end - begin](job);
        job->prefetch += job->prefetch_step * job->line_count * job->line_pixels;
    }
}

static void add_strip(const tern_weight_loop *loop, const tern_weight_part *part, const tern_strip_buffers *buffers,
                      int64_t first, int64_t rows) {
    const tern_conv2d_size *size = loop->size;
    const tern_block_cut *cut = &loop->sums.cut;
    const int64_t pitch = loop->staged_width * loop->run_width;
    tern_outer_job job = {.lines = buffers->lines, .line_count = rows, .line_pixels = size->ow,
                          .step = size->stride_w * (loop->in_place ? loop->x.strides[3] : loop->run_width),
                          .prefetch = (const char *)buffers->dy};
    const float *in_place = loop->x.data + part->convolution_group * loop->channels;
    if (loop->in_place) {
        // The next strip, a line for every pixel of the first runs.
        job.prefetch = (const char *)(in_place + buffers->lines[rows - 1] + size->ow * job.step);
        job.prefetch_step = 64;
    }
    for (int64_t b = part->first_block; b < part->last_block; b++) {
        const int64_t lanes = tern_cut_lanes(cut, b);
        const int32_t w = tern_cut_width(cut, b);
        float *sums = part->sums + b * loop->sums.block_stride;
        job.dy = buffers->dy + (b - part->first_block) * rows * size->ow * cut->lanes;
        job.dy_step = lanes;
        if (loop->dy_in_place) {
            job.dy_step = loop->dy.strides[3];
            job.dy = loop->dy.data + part->convolution_group * loop->kernels + b * cut->lanes + first * size->ow * job.dy_step;
        }
        for (int64_t r = part->first_run; r < part->last_run; r++) {
            const float *staged =
                loop->in_place ? in_place + r * loop->run : buffers->x + (r - part->first_run) * tern_staged_run(loop);
            for (int64_t u = 0; u < size->kh; u++) {
                const float *row = staged + u * size->dilation_h * pitch;
                if (loop->merged) {
                    add_run(loop, &job, sums, row, lanes, w, u * size->kw, 0, size->kw * loop->channels);
                    continue;
                }
                for (int64_t v = 0; v < size->kw; v++)
                    add_run(loop, &job, sums, row + v * size->dilation_w * loop->run_width, lanes, w, u * size->kw + v,
                            r * loop->run, tern_run_channels(loop, r));
            }
        }
    }
}

static void clear_sums(const tern_weight_loop *loop, const tern_weight_part *part) {
    for (int64_t b = part->first_block; b < part->last_block; b++) {
        const int64_t lanes = tern_cut_lanes(&loop->sums.cut, b);
        const int64_t first = part->first_run * loop->run, end = part->last_run * loop->run;
        const int64_t channels = (end < loop->channels ? end : loop->channels) - first;
        for (int64_t t = 0; t < loop->sums.taps; t++)
            memset(part->sums + b * loop->sums.block_stride + (t * loop->channels + first) * lanes, 0,
                   (size_t)(channels * lanes) * sizeof(float));
    }
}

static size_t buffer_floats(const tern_weight_loop *loop) {
    const int64_t runs = tern_divide_up(loop->runs, loop->channel_parts);
    const int64_t blocks = tern_divide_up(loop->sums.cut.count, loop->kernel_parts);
    const int64_t inputs = loop->in_place ? 0 : runs * tern_staged_run(loop);
    const int64_t gradients = loop->dy_in_place ? 0 : blocks * loop->strip_rows * loop->size->ow * loop->sums.cut.lanes;
    return (size_t)(inputs + gradients);
}

static void run_item(void *context, int64_t item, void *scratch) {
    const tern_weight_loop *loop = context;
    const int64_t channel_part = item % loop->channel_parts, rest = item / loop->channel_parts;
    const int64_t kernel_part = rest % loop->kernel_parts, group = rest / loop->kernel_parts % loop->groups;
    tern_weight_part part = {.convolution_group = rest / loop->kernel_parts / loop->groups};
    part.first_block = loop->sums.cut.count * kernel_part / loop->kernel_parts;
    part.last_block = loop->sums.cut.count * (kernel_part + 1) / loop->kernel_parts;
    part.first_run = loop->runs * channel_part / loop->channel_parts;
    part.last_run = loop->runs * (channel_part + 1) / loop->channel_parts;
    part.sums = loop->sums.data + group * loop->sums_count + part.convolution_group * loop->sums.group_stride;
    tern_strip_buffers buffers = {.lines = scratch};
    buffers.x = (float *)(buffers.lines + loop->strip_rows);
    const int64_t runs = tern_divide_up(loop->runs, loop->channel_parts);
    buffers.dy = buffers.x + (loop->in_place ? 0 : runs * tern_staged_run(loop));
    clear_sums(loop, &part);
    const int64_t all_rows = loop->size->n * loop->size->oh;
    for (int64_t strip = loop->strips * group / loop->groups; strip < loop->strips * (group + 1) / loop->groups; strip++) {
        const int64_t first = strip * loop->strip_rows;
        const int64_t last = first + loop->strip_rows < all_rows ? first + loop->strip_rows : all_rows;
        tern_stage_strip(loop, &part, &buffers, first, last);
        add_strip(loop, &part, &buffers, first, last - first);
    }
}

static int64_t between(int64_t value, int64_t least, int64_t most) {
    return value < least ? least : value > most ? most : value;
}

// Cuts the pixels into strips and groups, by the shape alone, and the channels for the threads there are.
static void cut_work(tern_weight_loop *loop) {
    const tern_conv2d_size *size = loop->size;
    const int64_t all_rows = size->n * size->oh;
    loop->in_place = size->kh == 1 && size->kw == 1 && size->pad_top == 0 && size->pad_left == 0 &&
                     (size->oh - 1) * size->stride_h < size->h && (size->ow - 1) * size->stride_w < size->w;
    const int64_t *dy = loop->dy.strides;
    loop->dy_in_place = loop->in_place && dy[2] == size->ow * dy[3] && dy[0] == size->oh * dy[2] &&
                        tern_cut_padded(&loop->sums.cut) == loop->kernels;
    loop->merged = !loop->in_place && loop->channels < loop->outers->rows && size->dilation_w == 1;
    loop->run = loop->merged ? loop->channels : loop->outers->rows;
    loop->run_width = loop->run;
    loop->runs = tern_divide_up(loop->channels, loop->run);
    loop->strip_rows = between(STRIP_PIXELS / size->ow, 1, all_rows);
    loop->strips = tern_divide_up(all_rows, loop->strip_rows);
    const int64_t affordable = GROUP_BYTES / (loop->sums_count * (int64_t)sizeof(float));
    loop->groups = between(loop->strips / GROUP_STRIPS, 1, between(affordable, 1, MOST_GROUPS));

    const int64_t wanted = 4 * (int64_t)tern_thread_count(), parts = loop->groups * size->groups;
    loop->kernel_parts = between(tern_divide_up(wanted, parts), 1, loop->sums.cut.count);
    loop->channel_parts = between(tern_divide_up(wanted, parts * loop->kernel_parts), 1, loop->runs);

    // A strip may touch several images, and each of them brings its own rows above and below.
    const int64_t images = between(loop->strip_rows / size->oh + 2, 1, loop->strip_rows);
    loop->staged_rows = loop->strip_rows * size->stride_h + images * ((size->kh - 1) * size->dilation_h + 1);
    loop->staged_width = (size->ow - 1) * size->stride_w + (size->kw - 1) * size->dilation_w + 1;
}

static bool sum_weights(tern_weight_loop *loop, tern_isa isa, const tern_weight_view *view) {
    const tern_conv2d_size *size = loop->size;
    loop->sums = tern_packed_layout(isa, view);
    loop->sums_count = tern_packed_count(&loop->sums, size->groups);
    cut_work(loop);
    loop->sums.data = tern_allocate((size_t)(loop->groups * loop->sums_count) * sizeof(float), false);
    if (!loop->sums.data) return false;
    const int64_t items = size->groups * loop->groups * loop->kernel_parts * loop->channel_parts;
    const int64_t operations = loop->sums_count * size->n * size->oh * size->ow / items;
    const size_t scratch = (size_t)loop->strip_rows * sizeof(int64_t) + buffer_floats(loop) * sizeof(float);
    const bool done = tern_parallel_items(items, ITEM_OPERATIONS / (operations + 1), scratch, run_item, loop);
    if (done) {
        tern_add_partials(loop->sums.data, loop->groups, loop->sums_count);
        tern_unpack_weights(&loop->sums, isa, view);
    }
    tern_deallocate(loop->sums.data);
    return done;
}

bool tern_direct_backward_weight(const tern_conv2d_size *size, tern_isa isa, float *dweight, const int64_t *dweight_strides,
                                 const float *dy, const int64_t *dy_strides, const float *x, const int64_t *x_strides) {
    const tern_weight_view view = tern_weight_view_forward(size, dweight, dweight_strides, NULL);
    tern_weight_loop loop = {.size = size, .outers = tern_outer_kernels_of(isa),
                        .channels = size->c / size->groups, .kernels = size->k / size->groups};
    bool done = tern_image_open(&loop.x, isa, x, x_strides, size->n, size->c, size->h, size->w);
    done = done && tern_image_open(&loop.dy, isa, dy, dy_strides, size->n, size->k, size->oh, size->ow);
    done = done && sum_weights(&loop, isa, &view);
    tern_image_close(&loop.x);
    tern_image_close(&loop.dy);
    return done;
}
