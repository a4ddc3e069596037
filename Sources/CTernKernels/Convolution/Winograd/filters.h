// Transformed filters: block after block of output channels, in each block position after position of the tile.
#ifndef TERN_CONVOLUTION_WINOGRAD_FILTERS_H
#define TERN_CONVOLUTION_WINOGRAD_FILTERS_H

#include "../Layout/weights.h"
#include "transforms.h"

/// Block b begins at data + b * block_stride and is [edge * edge][ins][lanes of b], with gaps between positions.
typedef struct {
    float *_Nullable data;
    tern_packed_weights packed;   // the layout before the transform
    tern_block_cut cut;
    int64_t ins, block_stride, count;
    int64_t gap;                  // floats; 0 unless a block is written while it is in use
    bool kept;                    // the data belongs to the weight's forms
} tern_winograd_filters;

/// Floats from one position to the next.
static inline int64_t tern_filter_plane(const tern_winograd_filters *_Nonnull filters, int64_t block) {
    return filters->ins * tern_cut_lanes(&filters->cut, block) + filters->gap;
}

/// The layout, with the data if the view's weight keeps it; else `wanted` says whether tern_transform_filters would keep it.
tern_winograd_filters tern_find_filters(tern_isa isa, const tern_winograd_transforms *_Nonnull transforms,
                                          const tern_weight_view *_Nonnull view, bool flipped, bool *_Nonnull wanted);

/// Floats of scratch for tern_transform_filter_part, which transforms at most TERN_FILTER_PIECE input channels.
enum { TERN_FILTER_PIECE = 32, TERN_FILTER_SCRATCH = 9 * TERN_FILTER_PIECE * TERN_MOST_BLOCK_LANES };

/// Transforms input channels first ..< first + ins of one block, in the calling thread. `target` is the whole block's place.
/// Filters are turned by 180 degrees for the gradient of the input.
void tern_transform_filter_part(const tern_winograd_filters *_Nonnull filters, tern_isa isa,
                                const tern_winograd_transforms *_Nonnull transforms, const tern_weight_view *_Nonnull view,
                                bool flipped, int64_t block, int64_t first, int64_t ins, float *_Nonnull target,
                                float *_Nonnull scratch);

/// Transforms all of the view's filters, unless `filters` has its data already, and keeps them with the weight if `keep`. False
/// without memory.
bool tern_transform_filters(tern_winograd_filters *_Nonnull filters, tern_isa isa,
                            const tern_winograd_transforms *_Nonnull transforms, const tern_weight_view *_Nonnull view,
                            bool flipped, bool keep);
void tern_free_filters(tern_winograd_filters *_Nonnull filters);

#endif
