// Average pooling with channels last. Forwards an output sums its window; backwards an input position sums the windows that
// cover it. Work is cut into pixels and blocks of channels, so that a global average of one image has several parts too.
#include "../../Support/grain.h"
#include "../../Support/stream.h"
#include "../../include/tern_runtime.h"
#include "average.h"
#include "kernel.h"

enum { BLOCK = 128 };  // channels

typedef struct {
    const tern_avg_pool_size *size;
    const tern_avg_kernels *kernels;
    float *out;
    const float *in;
    const int64_t *out_strides, *in_strides;
    const float *factors[3];         // backwards: 1 / share of each window, or 1 / divisor and ones
    int64_t extents[3], blocks;      // of the result; blocks of channels
    bool stream;
} pool_run;

/// A block of channels of one pixel of the result.
typedef struct {
    int64_t n, c, position[3];
} pool_item;

static pool_item item_at(const pool_run *run, int64_t index) {
    pool_item item = {.c = index % run->blocks * BLOCK};
    index /= run->blocks;
    for (int axis = 2; axis >= 0; axis--) {
        item.position[axis] = index % run->extents[axis];
        index /= run->extents[axis];
    }
    item.n = index;
    return item;
}

// The result at one item, from a box of pixels of the operand.
static void sum_box(const pool_run *run, const pool_item *item, const tern_range *ranges, float divisor) {
    const int64_t rest = run->size->c - item->c, *p = item->position;
    tern_avg_box box = {.channels = run->blocks > 1 && rest > BLOCK ? BLOCK : rest, .divisor = divisor, .stream = run->stream,
                        .out = run->out + tern_offset5(run->out_strides, item->n, item->c, p[0], p[1], p[2])};
    box.in = run->in + tern_offset5(run->in_strides, item->n, item->c, ranges[0].begin, ranges[1].begin, ranges[2].begin);
    for (int axis = 0; axis < 3; axis++) {
        box.counts[axis] = ranges[axis].end - ranges[axis].begin;
        box.strides[axis] = run->in_strides[2 + axis];
        box.factors[axis] = run->factors[axis] ? run->factors[axis] + ranges[axis].begin : NULL;
    }
    run->kernels->sum_box(&box);
}

static void average_items(void *context, int64_t begin, int64_t end) {
    const pool_run *run = context;
    for (int64_t index = begin; index < end; index++) {
        const pool_item item = item_at(run, index);
        const int64_t *p = item.position;
        tern_range windows[3];
        for (int axis = 0; axis < 3; axis++) windows[axis] = tern_pool_window(&run->size->axes[axis], p[axis]);
        sum_box(run, &item, windows, (float)tern_pool_divisor(run->size, p[0], p[1], p[2]));
    }
    if (run->stream) tern_finish_streaming();
}

static void differentiate_items(void *context, int64_t begin, int64_t end) {
    const pool_run *run = context;
    tern_range covering[3] = {{0, 0}, {0, 0}, {0, 0}};
    for (int64_t index = begin; index < end; index++) {
        const pool_item item = item_at(run, index);
        for (int axis = 0; axis < 3; axis++) {
            // Positions rise, until they start again at zero.
            if (item.position[axis] == 0) covering[axis] = (tern_range){0, 0};
            covering[axis] = tern_pool_covering(&run->size->axes[axis], covering[axis], item.position[axis]);
        }
        sum_box(run, &item, covering, 1);
    }
    if (run->stream) tern_finish_streaming();
}

static bool prepare(pool_run *run, tern_isa isa) {
    const tern_avg_pool_size *size = run->size;
    run->kernels = tern_avg_kernels_of(isa);
    if (!run->kernels || size->c < 2 || run->in_strides[1] != 1 || run->out_strides[1] != 1) return false;
    const int64_t vector = run->kernels->vector_bytes, pixels = size->n * run->extents[0] * run->extents[1] * run->extents[2];
    // Enough pixels to share; a short block would end within a streamed cache line.
    run->blocks = pixels < 64 ? tern_divide_up(size->c, BLOCK) : 1;
    run->stream = tern_should_stream(pixels * size->c * (int64_t)sizeof(float)) && tern_is_aligned(run->out, vector) &&
                  size->c * (int64_t)sizeof(float) % vector == 0;
    for (int dimension = 0; dimension < 5; dimension++)
        if (dimension != 1 && run->out_strides[dimension] * (int64_t)sizeof(float) % vector != 0) run->stream = false;
    return true;
}

static int64_t item_count(const pool_run *run) {
    return run->size->n * run->extents[0] * run->extents[1] * run->extents[2] * run->blocks;
}

bool tern_avg_pool_forward_fast(tern_isa isa, const tern_avg_pool_size *size, float *y, const int64_t *y_strides, const float *x,
                                const int64_t *x_strides) {
    const tern_pool_axis *axes = size->axes;
    pool_run run = {.size = size, .out = y, .in = x, .out_strides = y_strides, .in_strides = x_strides,
                    .extents = {axes[0].out, axes[1].out, axes[2].out}};
    if (!prepare(&run, isa)) return false;
    tern_parallel_for(item_count(&run), tern_grain(size->c / run.blocks * tern_pool_window_work(size) / 4), average_items, &run);
    return true;
}

bool tern_avg_pool_backward_fast(tern_isa isa, const tern_avg_pool_size *size, float *dx, const int64_t *dx_strides,
                                 const float *dy, const int64_t *dy_strides) {
    const tern_pool_axis *axes = size->axes;
    pool_run run = {.size = size, .out = dx, .in = dy, .out_strides = dx_strides, .in_strides = dy_strides,
                    .extents = {axes[0].in, axes[1].in, axes[2].in}};
    if (!prepare(&run, isa)) return false;
    const int64_t windows = axes[0].out + axes[1].out + axes[2].out;
    float *factors = tern_allocate((size_t)windows * sizeof(float), false);
    if (!factors) return false;
    for (int axis = 0, first = 0; axis < 3; first += (int)axes[axis++].out) {
        run.factors[axis] = factors + first;
        for (int64_t o = 0; o < axes[axis].out; o++)
            factors[first + o] = size->divisor == 0 ? 1.0f / (float)axes[axis].share[o] : axis == 2 ? 1.0f / (float)size->divisor : 1;
    }
    tern_parallel_for(item_count(&run), tern_grain(size->c / run.blocks / 2), differentiate_items, &run);
    tern_deallocate(factors);
    return true;
}
