// Weights as the fast kernels read them: cut into blocks of output channels, tap after tap, input channel after input
// channel, the block's output channels side by side.
#ifndef TERN_CONVOLUTION_WEIGHTS_H
#define TERN_CONVOLUTION_WEIGHTS_H

#include "../../include/tern_nn.h"
#include "../Block/block.h"

/// A weight seen by the pass that uses it: `out` and `in` are its output and input channels. Strides are in elements.
typedef struct {
    const float *_Nonnull data;
    int64_t groups, outs, ins, rows, columns;   // outs and ins of one group
    int64_t group_stride, out_stride, in_stride, row_stride, column_stride;
    tern_weight_forms *_Nullable forms;         // where prepared forms may be kept
} tern_weight_view;

tern_weight_view tern_weight_view_forward(const tern_conv2d_size *_Nonnull size, const float *_Nonnull weight,
                                          const int64_t *_Nonnull strides, tern_weight_forms *_Nullable forms);
/// Output and input channels change places: what carries gradients back to the input.
tern_weight_view tern_weight_view_backward(const tern_conv2d_size *_Nonnull size, const float *_Nonnull weight,
                                           const int64_t *_Nonnull strides, tern_weight_forms *_Nullable forms);

/// Block b of group g begins at data + g * group_stride + b * block_stride and is [rows * columns][ins][lanes of b];
/// lanes beyond the output channels are zero.
typedef struct {
    float *_Nullable data;
    tern_block_cut cut;
    int64_t taps, ins;
    int64_t group_stride, block_stride;
    bool kept;                                  // the data belongs to the weight's forms
} tern_packed_weights;

static inline float *_Nonnull tern_packed_block(const tern_packed_weights *_Nonnull packed, int64_t group, int64_t block) {
    return packed->data + group * packed->group_stride + block * packed->block_stride;
}

/// The form that the view's weight keeps. False where there is none; `wanted` then says whether packing would keep one.
bool tern_find_packed_weights(tern_packed_weights *_Nonnull packed, tern_isa isa, const tern_weight_view *_Nonnull view,
                              bool *_Nonnull wanted);
/// Packs what was not found, and keeps it with the weight if that is wanted. False without memory.
bool tern_make_packed_weights(tern_packed_weights *_Nonnull packed, tern_isa isa, const tern_weight_view *_Nonnull view,
                              bool wanted);
/// Both. False without memory.
bool tern_pack_weights(tern_packed_weights *_Nonnull packed, tern_isa isa, const tern_weight_view *_Nonnull view);
void tern_free_packed_weights(tern_packed_weights *_Nonnull packed);

/// The geometry alone, without memory: how a packed gradient is laid out, and how many floats it takes.
tern_packed_weights tern_packed_layout(tern_isa isa, const tern_weight_view *_Nonnull view);
int64_t tern_packed_count(const tern_packed_weights *_Nonnull packed, int64_t groups);

/// Packs input channels first ..< first + ins of one block, in the calling thread: [ins][lanes] for tap t begins at
/// target + t * tap_step.
void tern_pack_part(const tern_packed_weights *_Nonnull packed, tern_isa isa, const tern_weight_view *_Nonnull view,
                    int64_t group, int64_t block, int64_t first, int64_t ins, float *_Nonnull target, int64_t tap_step);

/// The way back: writes such a part to the places that the view describes.
void tern_unpack_part(const tern_packed_weights *_Nonnull packed, tern_isa isa, const tern_weight_view *_Nonnull view,
                      int64_t group, int64_t block, int64_t first, int64_t ins, float *_Nonnull source, int64_t tap_step);

/// Writes a packed array back to the places that the view describes.
void tern_unpack_weights(const tern_packed_weights *_Nonnull packed, tern_isa isa, const tern_weight_view *_Nonnull view);

#endif
