// Packing weights, and unpacking their gradients, in parallel over pieces of a block.
#include "weights.h"

#include <string.h>

#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"
#include "forms.h"
#include "transpose.h"

// How many input channels make a piece: enough for long transposes, few enough to occupy several threads.
enum { PIECE_CHANNELS = 64 };

typedef struct {
    const tern_packed_weights *packed;
    const tern_weight_view *view;
    tern_isa isa;
    int64_t pieces;  // of a block
} packing;

// A part of one block, packed and unpacked: some of its input channels.
typedef struct {
    const tern_weight_view *view;
    const tern_transpose_kernels *transposes;
    float *packed;         // of tap 0
    int64_t tap_step;
    const float *weights;  // of the block's first output channel, tap (0, 0)
    const float *end;      // one past the last weight, where strides are positive
    int64_t taps, lanes, valid, ins;
} piece;

tern_weight_view tern_weight_view_forward(const tern_conv2d_size *size, const float *weight, const int64_t *strides,
                                          tern_weight_forms *forms) {
    const int64_t kernels = size->k / size->groups, channels = size->c / size->groups;
    return (tern_weight_view){.data = weight, .groups = size->groups, .outs = kernels, .ins = channels, .rows = size->kh,
                              .columns = size->kw, .group_stride = kernels * strides[0], .out_stride = strides[0],
                              .in_stride = strides[1], .row_stride = strides[2], .column_stride = strides[3],
                              .forms = forms};
}

tern_weight_view tern_weight_view_backward(const tern_conv2d_size *size, const float *weight, const int64_t *strides,
                                          tern_weight_forms *forms) {
    tern_weight_view view = tern_weight_view_forward(size, weight, strides, forms);
    view.outs = size->c / size->groups;
    view.ins = size->k / size->groups;
    view.out_stride = strides[1];
    view.in_stride = strides[0];
    return view;
}

tern_packed_weights tern_packed_layout(tern_isa isa, const tern_weight_view *view) {
    tern_packed_weights packed = {.cut = tern_cut_channels(tern_block_kernels_of(isa), view->outs),
                                  .taps = view->rows * view->columns, .ins = view->ins};
    packed.block_stride = packed.taps * packed.ins * packed.cut.lanes;
    packed.group_stride = packed.taps * packed.ins * tern_cut_padded(&packed.cut);
    return packed;
}

int64_t tern_packed_count(const tern_packed_weights *packed, int64_t groups) { return groups * packed->group_stride; }

static bool is_dense(const tern_weight_view *view) {
    return (view->columns == 1 || view->column_stride == 1) && (view->rows == 1 || view->row_stride == view->columns);
}

static const float *end_of(const tern_weight_view *view) {
    return view->data + (view->groups - 1) * view->group_stride + (view->outs - 1) * view->out_stride +
           (view->ins - 1) * view->in_stride + (view->rows - 1) * view->row_stride +
           (view->columns - 1) * view->column_stride + 1;
}

static piece piece_of(const tern_packed_weights *packed, tern_isa isa, const tern_weight_view *view, int64_t group,
                      int64_t block, int64_t first, int64_t ins, float *target, int64_t tap_step) {
    return (piece){.view = view, .transposes = tern_transpose_kernels_of(isa), .packed = target, .tap_step = tap_step,
                   .weights = view->data + group * view->group_stride + block * packed->cut.lanes * view->out_stride +
                              first * view->in_stride,
                   .end = end_of(view), .taps = packed->taps, .lanes = tern_cut_lanes(&packed->cut, block),
                   .valid = tern_cut_valid(&packed->cut, block), .ins = ins};
}

// Taps and, if possible, input channels are contiguous: rows of the transposes are output channels.
static bool is_merged(const piece *part) { return part->view->in_stride == part->taps; }

static tern_transpose_shape transpose_shape(const piece *part) {
    return (tern_transpose_shape){.rows = part->valid, .columns = part->taps * (is_merged(part) ? part->ins : 1),
                                  .row_stride = part->view->out_stride, .inner = part->taps, .inner_step = part->tap_step,
                                  .outer_step = part->lanes};
}

static void pack_by_taps(const piece *part) {
    const tern_transpose_shape shape = transpose_shape(part);
    for (int64_t c = 0; c < (is_merged(part) ? 1 : part->ins); c++)
        part->transposes->to_columns(&shape, part->packed + c * part->lanes, part->weights + c * part->view->in_stride,
                                     part->end);
}

static void unpack_by_taps(const piece *part) {
    const tern_transpose_shape shape = transpose_shape(part);
    for (int64_t c = 0; c < (is_merged(part) ? 1 : part->ins); c++)
        part->transposes->to_rows(&shape, (float *)part->weights + c * part->view->in_stride, part->packed + c * part->lanes);
}

static int64_t tap_offset(const tern_weight_view *view, int64_t tap) {
    return tap / view->columns * view->row_stride + tap % view->columns * view->column_stride;
}

// Any strides. Contiguous output channels, as in a transposed 1 x 1 weight, are copied as they are.
static void pack_one_by_one(const piece *part) {
    const tern_weight_view *view = part->view;
    for (int64_t t = 0; t < part->taps; t++) {
        const float *source = part->weights + tap_offset(view, t);
        float *target = part->packed + t * part->tap_step;
        for (int64_t c = 0; c < part->ins; c++, target += part->lanes, source += view->in_stride) {
            if (view->out_stride == 1) memcpy(target, source, (size_t)part->valid * sizeof(float));
            else for (int64_t k = 0; k < part->valid; k++) target[k] = source[k * view->out_stride];
        }
    }
}

static void unpack_one_by_one(const piece *part) {
    const tern_weight_view *view = part->view;
    for (int64_t t = 0; t < part->taps; t++) {
        float *target = (float *)part->weights + tap_offset(view, t);
        const float *source = part->packed + t * part->tap_step;
        for (int64_t c = 0; c < part->ins; c++, source += part->lanes, target += view->in_stride)
            for (int64_t k = 0; k < part->valid; k++) target[k * view->out_stride] = source[k];
    }
}

static void pack_piece(const piece *part) {
    if (part->valid < part->lanes)
        for (int64_t t = 0; t < part->taps; t++)
            memset(part->packed + t * part->tap_step, 0, (size_t)(part->ins * part->lanes) * sizeof(float));
    if (is_dense(part->view) && part->view->out_stride > 1 && part->view->in_stride > 0) pack_by_taps(part);
    else pack_one_by_one(part);
}

void tern_pack_part(const tern_packed_weights *packed, tern_isa isa, const tern_weight_view *view, int64_t group,
                    int64_t block, int64_t first, int64_t ins, float *target, int64_t tap_step) {
    const piece part = piece_of(packed, isa, view, group, block, first, ins, target, tap_step);
    pack_piece(&part);
}

static void unpack_piece(const piece *part) {
    if (is_dense(part->view)) unpack_by_taps(part);
    else unpack_one_by_one(part);
}

void tern_unpack_part(const tern_packed_weights *packed, tern_isa isa, const tern_weight_view *view, int64_t group,
                      int64_t block, int64_t first, int64_t ins, float *source, int64_t tap_step) {
    const piece part = piece_of(packed, isa, view, group, block, first, ins, source, tap_step);
    unpack_piece(&part);
}

// Pieces of a whole array are numbered over groups, blocks and runs of input channels.
static piece locate(const packing *job, int64_t index) {
    const tern_packed_weights *packed = job->packed;
    const int64_t block = index / job->pieces % packed->cut.count, group = index / job->pieces / packed->cut.count;
    const int64_t first = index % job->pieces * PIECE_CHANNELS, rest = packed->ins - first;
    const int64_t lanes = tern_cut_lanes(&packed->cut, block);
    return piece_of(packed, job->isa, job->view, group, block, first, rest < PIECE_CHANNELS ? rest : PIECE_CHANNELS,
                    tern_packed_block(packed, group, block) + first * lanes, packed->ins * lanes);
}

static void pack_pieces(void *context, int64_t begin, int64_t end) {
    for (int64_t index = begin; index < end; index++) {
        const piece part = locate(context, index);
        pack_piece(&part);
    }
}

static void unpack_pieces(void *context, int64_t begin, int64_t end) {
    for (int64_t index = begin; index < end; index++) {
        const piece part = locate(context, index);
        unpack_piece(&part);
    }
}

static void run_pieces(const tern_packed_weights *packed, tern_isa isa, const tern_weight_view *view, tern_range_body body) {
    packing job = {.packed = packed, .view = view, .isa = isa, .pieces = (view->ins + PIECE_CHANNELS - 1) / PIECE_CHANNELS};
    const int64_t cost = packed->taps * packed->cut.lanes * (view->ins < PIECE_CHANNELS ? view->ins : PIECE_CHANNELS);
    tern_parallel_for(view->groups * packed->cut.count * job.pieces, tern_grain(cost), body, &job);
}

static size_t packed_bytes(const tern_packed_weights *packed, const tern_weight_view *view) {
    return (size_t)tern_packed_count(packed, view->groups) * sizeof(float);
}

bool tern_find_packed_weights(tern_packed_weights *packed, tern_isa isa, const tern_weight_view *view, bool *wanted) {
    *packed = tern_packed_layout(isa, view);
    const tern_form_key key = tern_form_key_of(view, isa, 0, false);
    packed->data = tern_find_form(view->forms, &key, packed_bytes(packed, view), wanted);
    packed->kept = packed->data != NULL;
    return packed->kept;
}

bool tern_make_packed_weights(tern_packed_weights *packed, tern_isa isa, const tern_weight_view *view, bool wanted) {
    packed->data = tern_allocate(packed_bytes(packed, view), false);
    if (!packed->data) return false;
    run_pieces(packed, isa, view, pack_pieces);
    if (!wanted) return true;
    const tern_form_key key = tern_form_key_of(view, isa, 0, false);
    packed->data = tern_keep_form(view->forms, &key, packed->data, packed_bytes(packed, view));
    packed->kept = true;
    return true;
}

bool tern_pack_weights(tern_packed_weights *packed, tern_isa isa, const tern_weight_view *view) {
    bool wanted;
    return tern_find_packed_weights(packed, isa, view, &wanted) ||
           tern_make_packed_weights(packed, isa, view, wanted);
}

void tern_free_packed_weights(tern_packed_weights *packed) {
    if (!packed->kept) tern_deallocate(packed->data);
}

void tern_unpack_weights(const tern_packed_weights *packed, tern_isa isa, const tern_weight_view *view) {
    run_pieces(packed, isa, view, unpack_pieces);
}
