// Forms of a weight (packed, transformed) that outlive the call that made them, because the weight is used again and again.
#ifndef TERN_CONVOLUTION_FORMS_H
#define TERN_CONVOLUTION_FORMS_H

#include "weights.h"

/// What a form was made of and for. Compared byte by byte: clear it before it is filled.
typedef struct {
    tern_weight_view view;
    int64_t isa, tile;      // tile of the Winograd transform; 0: packed only
    int64_t flipped;
} tern_form_key;

tern_form_key tern_form_key_of(const tern_weight_view *_Nonnull view, tern_isa isa, int64_t tile, bool flipped);

/// The form that is kept under the key, or NULL. In that case `wanted` says whether one is worth keeping: the weight has been
/// asked for this form before, and `bytes` more may be kept. `forms` may be NULL: nothing is kept.
float *_Nullable tern_find_form(tern_weight_forms *_Nullable forms, const tern_form_key *_Nonnull key, size_t bytes,
                                bool *_Nonnull wanted);

/// Hands over memory from tern_allocate. Returns the form to use, which is another if another thread was faster.
float *_Nonnull tern_keep_form(tern_weight_forms *_Nonnull forms, const tern_form_key *_Nonnull key, float *_Nonnull data,
                               size_t bytes);

#endif
