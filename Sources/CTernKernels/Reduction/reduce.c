// Reductions over the inner dimensions of an array.
//
// The outputs are split over threads; one output is always computed by one thread, in one order. Where neighbouring
// outputs lie closer together in memory than the elements that each reduces (a sum over rows), a block of outputs
// advances together, so that memory is read in the order in which it lies. So do outputs of only a few elements each,
// which would spend more time between rows than in them.
//
// Long reductions are cut into chunks of a fixed size, whose results are put together in order: several threads can share
// one output, and still the result does not depend on their number.
#include <math.h>

#include "../include/tern_reduction.h"
#include "../include/tern_runtime.h"
#include "Fast/sum.h"
#include "fold.h"

enum { BLOCK = 512, SMALLEST_BLOCK = 8, FEW_ELEMENTS = 16, GRAIN = 16384, CHUNK = 65536 };

typedef struct {
    tern_reduce_op op;
    double parameter;
    tern_space outputs;        // operands: out, x
    tern_space reduced;        // operand: x
    int64_t reduced_count;
    tern_fold fold;
    tern_widener widener;
    char *bases[2];
    tern_dtype out_dtype, wide_dtype;
    bool is_across;            // blocks of outputs advance together
    tern_float_row float_row;  // folds packed rows of floats; NULL where there is no vector kernel
    const tern_float_rows *sum_rows;   // adds packed rows of floats to blocks of sums, likewise
    int64_t chunks;            // of each reduction; 1 when it is not cut
} reduction;

static tern_fold_kind norm_fold(double p) {
    if (p == 0) return TERN_FOLD_NONZERO;
    if (p == 1) return TERN_FOLD_ABS_SUM;
    if (p == 2) return TERN_FOLD_SQUARE_SUM;
    if (isinf(p)) return p > 0 ? TERN_FOLD_ABS_MAX : TERN_FOLD_ABS_MIN;
    return TERN_FOLD_POWER_SUM;
}

static tern_fold_kind fold_kind(tern_reduce_op op, double parameter) {
    switch (op) {
        case TERN_SUM: case TERN_MEAN: case TERN_VAR: case TERN_STD: case TERN_REDUCE_COUNT: return TERN_FOLD_SUM;
        case TERN_PROD: return TERN_FOLD_PROD;
        case TERN_MAX: return TERN_FOLD_MAX;
        case TERN_MIN: return TERN_FOLD_MIN;
        case TERN_ARGMAX: return TERN_FOLD_ARGMAX;
        case TERN_ARGMIN: return TERN_FOLD_ARGMIN;
        case TERN_ANY: return TERN_FOLD_ANY;
        case TERN_ALL: return TERN_FOLD_ALL;
        case TERN_NORM: return norm_fold(parameter);
    }
    return TERN_FOLD_SUM;
}

static bool is_arg(tern_reduce_op op) { return op == TERN_ARGMAX || op == TERN_ARGMIN; }

// Takes n elements in a row into the state of one output.
static void fold_row(const reduction *r, tern_fold fold, tern_fold_state state, char *x, int64_t n, int64_t position) {
    const int64_t stride = r->reduced.dims[0].strides[0];
    if (r->float_row && stride == sizeof(float) && fold.along == r->fold.along) {
        fold.merge(state, (tern_wide){.f64 = r->float_row(n, (const float *)(const void *)x)}, position);
        return;
    }
    tern_wide buffer[TERN_WIDE_BUFFER];
    for (int64_t done = 0; done < n; done += TERN_WIDE_BUFFER) {
        const int64_t count = n - done < TERN_WIDE_BUFFER ? n - done : TERN_WIDE_BUFFER;
        fold.along(state, tern_widen(r->widener, count, x + done * stride, stride, buffer), count, position + done);
    }
}

// Elements begin ..< end of one output.
static void fold_range(const reduction *r, tern_fold fold, tern_fold_state state, char *x, int64_t begin, int64_t end) {
    tern_cursor cursor = tern_cursor_at(&r->reduced, &x, begin);
    while (begin < end) {
        int64_t n = tern_cursor_row(&r->reduced, &cursor);
        if (n > end - begin) n = end - begin;
        fold_row(r, fold, state, cursor.data[0], n, begin);
        tern_cursor_advance(&r->reduced, &cursor, n);
        begin += n;
    }
}

/// What one chunk of a reduction comes to.
typedef struct {
    tern_wide value;
    int64_t index;
} chunk_result;

typedef struct {
    const reduction *r;
    tern_fold fold;
    char *x;
    const double *parameter;
    chunk_result *results;
} chunk_loop;

static chunk_result fold_chunk(const chunk_loop *loop, int64_t chunk) {
    chunk_result result = {.value = loop->fold.initial, .index = -1};
    const tern_fold_state state = {&result.value, loop->parameter, &result.index};
    const int64_t count = loop->r->reduced_count, begin = chunk * CHUNK, end = begin + CHUNK < count ? begin + CHUNK : count;
    fold_range(loop->r, loop->fold, state, loop->x, begin, end);
    return result;
}

static void fold_chunks(void *context, int64_t begin, int64_t end) {
    const chunk_loop *loop = context;
    for (int64_t chunk = begin; chunk < end; chunk++) loop->results[chunk] = fold_chunk(loop, chunk);
}

// All elements of one output. Without memory for the chunks' results they follow one another, to the same end.
static void fold_along(const reduction *r, tern_fold fold, tern_fold_state state, char *x) {
    if (r->chunks == 1) {
        fold_range(r, fold, state, x, 0, r->reduced_count);
        return;
    }
    chunk_loop loop = {r, fold, x, state.parameter, tern_allocate((size_t)r->chunks * sizeof(chunk_result), false)};
    if (loop.results) tern_parallel_for(r->chunks, 1, fold_chunks, &loop);
    for (int64_t chunk = 0; chunk < r->chunks; chunk++) {
        const chunk_result result = loop.results ? loop.results[chunk] : fold_chunk(&loop, chunk);
        fold.merge(state, result.value, result.index);
    }
    tern_deallocate(loop.results);
}

// All elements of a block of outputs.
static void fold_across(const reduction *r, tern_fold fold, tern_fold_state states, char *x, int64_t block) {
    tern_wide buffer[BLOCK];
    int64_t stride = r->outputs.dims[0].strides[1];
    tern_cursor cursor = tern_cursor_at(&r->reduced, &x, 0);
    if (r->sum_rows && stride == sizeof(float) && fold.across == r->fold.across) {
        for (int64_t position = 0; position < r->reduced_count; position++) {
            r->sum_rows->add(block, &states.value->f64, (const float *)(const void *)cursor.data[0]);
            tern_cursor_advance(&r->reduced, &cursor, 1);
        }
        return;
    }
    for (int64_t position = 0; position < r->reduced_count; position++) {
        fold.across(states, tern_widen(r->widener, block, cursor.data[0], stride, buffer), block, position);
        tern_cursor_advance(&r->reduced, &cursor, 1);
    }
}

static void fold_block(const reduction *r, tern_fold fold, tern_fold_state states, char *x, int64_t block) {
    for (int64_t i = 0; i < block; i++) states.value[i] = fold.initial;
    if (r->reduced_count == 0) return;
    if (r->is_across) fold_across(r, fold, states, x, block);
    else fold_along(r, fold, states, x);
}

// The second pass of a variance: squared distances from the means that the first pass found.
static void fold_deviations(const reduction *r, tern_wide *values, char *x, int64_t block) {
    double means[BLOCK];
    for (int64_t i = 0; i < block; i++) means[i] = values[i].f64 / (double)r->reduced_count;
    tern_fold fold = tern_fold_of(TERN_FOLD_DEVIATION, TERN_FLOAT64);
    fold_block(r, fold, (tern_fold_state){.value = values, .parameter = means}, x, block);
}

static double finished_norm(double p, double sum) {
    if (p == 2) return sqrt(sum);
    return p == 0 || p == 1 || isinf(p) ? sum : pow(sum, 1 / p);
}

static double finished(const reduction *r, double value) {
    double count = (double)r->reduced_count;
    switch (r->op) {
        case TERN_MEAN: return value / count;
        case TERN_VAR: return value / fmax(0, count - r->parameter);
        case TERN_STD: return sqrt(value / fmax(0, count - r->parameter));
        case TERN_NORM: return finished_norm(r->parameter, value);
        default: return value;
    }
}

static void store_block(const reduction *r, const tern_cursor *place, tern_wide *values, const int64_t *indices,
                        int64_t block) {
    tern_dtype from = is_arg(r->op) ? TERN_INT64 : r->wide_dtype;
    for (int64_t i = 0; i < block; i++) {
        if (is_arg(r->op)) values[i].i64 = indices[i];
        else if (from == TERN_FLOAT64) values[i].f64 = finished(r, values[i].f64);
    }
    tern_cast_row(r->out_dtype, from)(block, (char *const[]){place->data[0], (char *)values},
                                      (const int64_t[]){r->outputs.dims[0].strides[0], sizeof *values});
}

static void reduce_block(const reduction *r, const tern_cursor *place, int64_t block) {
    tern_wide values[BLOCK];
    double parameters[BLOCK];
    int64_t indices[BLOCK];
    for (int64_t i = 0; i < block; i++) {
        parameters[i] = r->parameter;
        indices[i] = -1;
    }
    tern_fold_state states = {.value = values, .parameter = parameters, .index = indices};
    fold_block(r, r->fold, states, place->data[1], block);
    if (r->op == TERN_VAR || r->op == TERN_STD) fold_deviations(r, values, place->data[1], block);
    store_block(r, place, values, indices, block);
}

static void reduce_range(void *context, int64_t begin, int64_t end) {
    const reduction *r = context;
    tern_cursor place = tern_cursor_at(&r->outputs, r->bases, begin);
    while (begin < end) {
        int64_t block = 1;
        if (r->is_across) {
            block = tern_cursor_row(&r->outputs, &place);
            if (block > end - begin) block = end - begin;
            if (block > BLOCK) block = BLOCK;
        }
        reduce_block(r, &place, block);
        tern_cursor_advance(&r->outputs, &place, block);
        begin += block;
    }
}

static int64_t distance(int64_t stride) { return stride < 0 ? -stride : stride; }

static bool should_go_across(const reduction *r) {
    const tern_dimension *output = &r->outputs.dims[0], *reduced = &r->reduced.dims[0];
    if (output->size < SMALLEST_BLOCK) return false;
    return r->reduced_count <= FEW_ELEMENTS || distance(output->strides[1]) < distance(reduced->strides[0]);
}

// The space of the dimensions from `first` on.
static tern_space inner_space(tern_shape shape, int32_t first, tern_operand x) {
    if (first == shape.ndim) return tern_space_make((tern_shape){.ndim = 0}, 1, &x);
    x.strides += first;
    return tern_space_make((tern_shape){.ndim = shape.ndim - first, .sizes = shape.sizes + first}, 1, &x);
}

static void choose_float_rows(reduction *r, tern_fold_kind kind) {
    const tern_float_rows *rows = tern_float_rows_of(tern_current_isa());
    if (!rows) return;
    if (kind == TERN_FOLD_SUM) {
        r->float_row = rows->sum;
        r->sum_rows = rows;
    } else if (kind == TERN_FOLD_MAX) {
        r->float_row = rows->largest;
    } else if (kind == TERN_FOLD_MIN) {
        r->float_row = rows->smallest;
    }
}

void tern_reduce(tern_reduce_op op, double parameter, tern_shape shape, int32_t outer_ndim, tern_operand out,
                 tern_operand x) {
    tern_shape outer = {.ndim = outer_ndim, .sizes = shape.sizes};
    reduction r = {
        .op = op, .parameter = parameter,
        .outputs = tern_space_make(outer, 2, (tern_operand[]){out, x}),
        .reduced = inner_space(shape, outer_ndim, x),
        .fold = tern_fold_of(fold_kind(op, parameter), x.dtype),
        .widener = tern_widener_of(x.dtype),
        .bases = {out.data, x.data},
        .out_dtype = out.dtype, .wide_dtype = tern_wide_dtype(x.dtype),
    };
    int64_t output_count = tern_space_count(&r.outputs);
    if (output_count == 0) return;
    r.reduced_count = tern_space_count(&r.reduced);
    if (!is_arg(op)) tern_space_sort(&r.reduced);  // positions count in the shape's own order
    tern_space_coalesce(&r.reduced);
    tern_space_sort(&r.outputs);
    tern_space_coalesce(&r.outputs);
    r.is_across = should_go_across(&r);
    r.chunks = r.is_across || r.reduced_count <= CHUNK ? 1 : (r.reduced_count + CHUNK - 1) / CHUNK;
    if (x.dtype == TERN_FLOAT32) choose_float_rows(&r, fold_kind(op, parameter));
    int64_t cost = r.reduced_count > 0 ? r.reduced_count : 1;
    tern_parallel_for(output_count, GRAIN / cost, reduce_range, &r);
}
