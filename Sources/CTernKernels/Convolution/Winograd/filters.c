// Filters are packed as for direct convolution, a few input channels at a time, and transformed while they are still in the
// first-level cache, a vector of output channels at a time.
#include "filters.h"

#include "../../Runtime/items.h"

typedef struct {
    const tern_winograd_filters *filters;
    tern_isa isa;
    const tern_winograd_transforms *transforms;
    const tern_weight_view *view;
    bool flipped;
    int64_t pieces;  // of a block
} transformation;

tern_winograd_filters tern_filters_layout(tern_isa isa, const tern_winograd_transforms *transforms,
                                          const tern_weight_view *view) {
    const int64_t positions = (int64_t)transforms->edge * transforms->edge;
    tern_winograd_filters filters = {.packed = tern_packed_layout(isa, view), .ins = view->ins};
    filters.cut = filters.packed.cut;
    filters.block_stride = positions * filters.ins * filters.cut.lanes;
    filters.count = positions * filters.ins * tern_cut_padded(&filters.cut);
    return filters;
}

void tern_transform_filter_part(const tern_winograd_filters *filters, tern_isa isa,
                                const tern_winograd_transforms *transforms, const tern_weight_view *view, bool flipped,
                                int64_t block, int64_t first, int64_t ins, float *target, float *scratch) {
    const int64_t lanes = tern_cut_lanes(&filters->cut, block), tap_step = ins * lanes;
    tern_pack_part(&filters->packed, isa, view, 0, block, first, ins, scratch, tap_step);
    transforms->weights(target + first * lanes, filters->ins * lanes, scratch, tap_step, ins * lanes, flipped);
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
                            const tern_weight_view *view, bool flipped) {
    *filters = tern_filters_layout(isa, transforms, view);
    filters->data = tern_allocate((size_t)filters->count * sizeof(float), false);
    if (!filters->data) return false;
    transformation job = {filters, isa, transforms, view, flipped, (filters->ins + TERN_FILTER_PIECE - 1) / TERN_FILTER_PIECE};
    if (tern_parallel_items(filters->cut.count * job.pieces, 2, TERN_FILTER_SCRATCH * sizeof(float), transform_piece, &job))
        return true;
    tern_free_filters(filters);
    return false;
}

void tern_free_filters(tern_winograd_filters *filters) {
    tern_deallocate(filters->data);
    filters->data = NULL;
}
