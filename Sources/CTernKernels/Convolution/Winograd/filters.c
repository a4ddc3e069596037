// Filters are packed as for direct convolution, a few input channels at a time, and transformed while they are still in the
// first-level cache, a vector of output channels at a time.
#include "filters.h"

#include "../../Runtime/items.h"
#include "../Layout/forms.h"

typedef struct {
    const tern_winograd_filters *filters;
    tern_isa isa;
    const tern_winograd_transforms *transforms;
    const tern_weight_view *view;
    bool flipped;
    int64_t pieces;  // of a block
} transformation;

tern_winograd_filters tern_find_filters(tern_isa isa, const tern_winograd_transforms *transforms,
                                        const tern_weight_view *view, bool flipped, bool *wanted) {
    const int64_t positions = (int64_t)transforms->edge * transforms->edge;
    tern_winograd_filters filters = {.packed = tern_packed_layout(isa, view), .ins = view->ins};
    filters.cut = filters.packed.cut;
    filters.block_stride = positions * filters.ins * filters.cut.lanes;
    filters.count = positions * filters.ins * tern_cut_padded(&filters.cut);
    const tern_form_key key = tern_form_key_of(view, isa, transforms->size, flipped);
    filters.data = tern_find_form(view->forms, &key, (size_t)filters.count * sizeof(float), wanted);
    filters.kept = filters.data != NULL;
    return filters;
}

void tern_transform_filter_part(const tern_winograd_filters *filters, tern_isa isa,
                                const tern_winograd_transforms *transforms, const tern_weight_view *view, bool flipped,
                                int64_t block, int64_t first, int64_t ins, float *target, float *scratch) {
    const int64_t lanes = tern_cut_lanes(&filters->cut, block), tap_step = ins * lanes;
    tern_pack_part(&filters->packed, isa, view, 0, block, first, ins, scratch, tap_step);
    transforms->weights(target + first * lanes, tern_filter_plane(filters, block), scratch, tap_step, ins * lanes, flipped);
}

static void transform_piece(void *context, int64_t item, void *scratch) {
    const transformation *job = context;
    const int64_t block = item / job->pieces, first = item % job->pieces * TERN_FILTER_PIECE;
    const int64_t rest = job->filters->ins - first;
    tern_transform_filter_part(job->filters, job->isa, job->transforms, job->view, job->flipped, block, first,
                               rest < TERN_FILTER_PIECE ? rest : TERN_FILTER_PIECE,
                               job->filters->data + block * job->filters->block_stride, scratch);
}

bool tern_transform_filters(tern_winograd_filters *filters, tern_isa isa, const tern_winograd_transforms *transforms,
                            const tern_weight_view *view, bool flipped, bool keep) {
    if (filters->data) return true;
    const size_t bytes = (size_t)filters->count * sizeof(float);
    filters->data = tern_allocate(bytes, false);
    if (!filters->data) return false;
    transformation job = {filters, isa, transforms, view, flipped, (filters->ins + TERN_FILTER_PIECE - 1) / TERN_FILTER_PIECE};
    if (!tern_parallel_items(filters->cut.count * job.pieces, 2, TERN_FILTER_SCRATCH * sizeof(float), transform_piece, &job)) {
        tern_free_filters(filters);
        return false;
    }
    if (!keep) return true;
    const tern_form_key key = tern_form_key_of(view, isa, transforms->size, flipped);
    filters->data = tern_keep_form(view->forms, &key, filters->data, bytes);
    filters->kept = true;
    return true;
}

void tern_free_filters(tern_winograd_filters *filters) {
    if (!filters->kept) tern_deallocate(filters->data);
    filters->data = NULL;
}
