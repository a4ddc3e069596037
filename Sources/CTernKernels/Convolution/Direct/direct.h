// Direct convolution as an implicit matrix product: no patches are copied; every output pixel points at the input pixels
// that its kernel taps meet, padding at a row of zeros.
//
// One job serves the forward pass and, with output and input in each other's place, the gradient of the input.
#ifndef TERN_CONVOLUTION_DIRECT_H
#define TERN_CONVOLUTION_DIRECT_H

#include "../Epilogue/epilogue.h"
#include "../Layout/image.h"
#include "../Layout/weights.h"
#include "taps.h"

/// Where results go: element (n, k, i, j) at data + n * strides[0] + k * strides[1] + ...
typedef struct {
    float *_Nonnull data;
    int64_t strides[4];
    int64_t n, c, h, w;
} tern_result;

static inline tern_result tern_result_of(float *_Nonnull data, const int64_t *_Nonnull strides, int64_t n, int64_t c,
                                         int64_t h, int64_t w) {
    // A single channel is contiguous, whatever its stride says.
    return (tern_result){data, {strides[0], c == 1 ? 1 : strides[1], strides[2], strides[3]}, n, c, h, w};
}

/// The part of a gradient of the input that belongs to one phase of the stride.
static inline tern_result tern_phase_of(const tern_conv2d_size *_Nonnull size, float *_Nonnull dx,
                                        const int64_t *_Nonnull strides, int64_t phase_h, int64_t phase_w) {
    tern_result phase = tern_result_of(dx + phase_h * strides[2] + phase_w * strides[3], strides, size->n, size->c,
                                       (size->h - phase_h + size->stride_h - 1) / size->stride_h,
                                       (size->w - phase_w + size->stride_w - 1) / size->stride_w);
    phase.strides[2] *= size->stride_h;
    phase.strides[3] *= size->stride_w;
    return phase;
}

typedef struct {
    tern_isa isa;
    tern_image in;
    tern_result out;
    int64_t groups, stride_h, stride_w;
    const tern_tap *_Nonnull taps;
    int64_t tap_count;              // may be 0: all sums are zero
    const tern_packed_weights *_Nullable weights;  // if they are packed already
    const tern_weight_view *_Nullable view;        // else
    const tern_epilogue *_Nullable epilogue;       // NULL: the sums as they are
    bool stream;                    // results go past the caches
} tern_direct_job;

/// False, with nothing written, when there is no memory.
bool tern_direct_run(const tern_direct_job *_Nonnull job);

/// The forward pass for few input channels: bands of input rows are staged with their padding, so that a kernel row's taps
/// and channels become one contiguous run. x may have any strides.
bool tern_first_layer_applies(const tern_conv2d_size *_Nonnull size);
bool tern_first_layer_forward(const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull y,
                              const int64_t *_Nonnull y_strides, const float *_Nonnull x, const int64_t *_Nonnull x_strides,
                              const float *_Nonnull weight, const int64_t *_Nonnull weight_strides, tern_weight_forms *_Nullable forms,
                              const tern_conv2d_epilogue *_Nonnull epilogue);

/// The passes, for any shape and strides.
bool tern_direct_forward(const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull y,
                         const int64_t *_Nonnull y_strides, const float *_Nonnull x, const int64_t *_Nonnull x_strides,
                         const float *_Nonnull weight, const int64_t *_Nonnull weight_strides, tern_weight_forms *_Nullable forms, const tern_conv2d_epilogue *_Nonnull epilogue);
bool tern_direct_backward_input(const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull dx,
                                const int64_t *_Nonnull dx_strides, const float *_Nonnull dy,
                                const int64_t *_Nonnull dy_strides, const float *_Nonnull weight,
                                const int64_t *_Nonnull weight_strides, tern_weight_forms *_Nullable forms,
                                const tern_conv2d_epilogue *_Nonnull epilogue);
bool tern_direct_backward_weight(const tern_conv2d_size *_Nonnull size, tern_isa isa, float *_Nonnull dweight,
                                 const int64_t *_Nonnull dweight_strides, const float *_Nonnull dy,
                                 const int64_t *_Nonnull dy_strides, const float *_Nonnull x,
                                 const int64_t *_Nonnull x_strides);

#endif
