// Matrix product, convolution and max pooling.
//
// The reference kernels are clear loops: sums in double (integers: wrapping int64), any strides. Only the forward convolution
// of floats adds as torch does on small problems, so that its results have torch's last bits. Fast kernels, chosen by
// tern_current_isa, stand beside them and are tested against them: they sum in the element type, in an order of their own, and
// are fastest for channels-last arrays.
#ifndef TERN_NN_H
#define TERN_NN_H

#include "tern_types.h"

/// out[b, i, j] = sum_k a[b, i, k] * c[b, k, j]. Strides are (batch, row, column) in elements.
/// All three have one element type.
typedef struct {
    tern_dtype dtype;
    int64_t batch, m, n, k;
} tern_matmul_size;
void tern_matmul(tern_matmul_size size, void *_Nonnull out, const int64_t *_Nonnull out_strides,
                 const void *_Nonnull a, const int64_t *_Nonnull a_strides,
                 const void *_Nonnull b, const int64_t *_Nonnull b_strides);

/// A 2-d convolution (cross-correlation). Input [n, c, h, w], weight [k, c/groups, kh, kw], output [n, k, oh, ow].
/// `pad_top` and `pad_left` are the zeros before the input; those after it follow from oh and ow.
typedef struct {
    tern_dtype dtype;
    int64_t n, c, h, w;
    int64_t k, kh, kw, groups;
    int64_t oh, ow;
    int64_t stride_h, stride_w;
    int64_t pad_top, pad_left;   // may be negative: the input is cropped
    int64_t dilation_h, dilation_w;
} tern_conv2d_size;

/// What becomes of a convolution's sums: y[n, k, i, j] = clamp(sum * scale[k] + shift[k] + residual[n, k, i, j]). All zero, it
/// leaves them as they are. Arrays have the type of y.
typedef struct {
    const void *_Nullable scale, *_Nullable shift;   // contiguous; NULL: 1 and 0
    const void *_Nullable residual;                  // with y's strides, beside y or y itself; NULL: 0
    bool clamps;                                     // to low ... high; a NaN stays one
    double low, high;
} tern_conv2d_epilogue;

/// Forms of a weight that the kernels have prepared (packed, transformed) and keep for its next use. Its owner creates the
/// list, passes it with the weight, and frees it before the weight's values change, when no kernel uses them.
typedef struct tern_weight_forms tern_weight_forms;
tern_weight_forms *_Nullable tern_weight_forms_create(void);
void tern_weight_forms_free(tern_weight_forms *_Nullable forms);
/// The bytes that all lists keep.
size_t tern_weight_forms_bytes(void);

/// y = the epilogue of w * x. Strides are (n, c, h, w) for x and y, and (k, c, h, w) for the weight, in elements.
void tern_conv2d_forward(const tern_conv2d_size *_Nonnull size, void *_Nonnull y, const int64_t *_Nonnull y_strides,
                         const void *_Nonnull x, const int64_t *_Nonnull x_strides,
                         const void *_Nonnull weight, const int64_t *_Nonnull weight_strides,
                         tern_weight_forms *_Nullable forms, const tern_conv2d_epilogue *_Nonnull epilogue);
/// dx = the epilogue of the gradient, from dy and the weight: the transposed convolution of dy.
void tern_conv2d_backward_input(const tern_conv2d_size *_Nonnull size, void *_Nonnull dx, const int64_t *_Nonnull dx_strides,
                                const void *_Nonnull dy, const int64_t *_Nonnull dy_strides,
                                const void *_Nonnull weight, const int64_t *_Nonnull weight_strides,
                                tern_weight_forms *_Nullable forms, const tern_conv2d_epilogue *_Nonnull epilogue);
/// dweight, from dy and the input.
void tern_conv2d_backward_weight(const tern_conv2d_size *_Nonnull size, void *_Nonnull dweight,
                                 const int64_t *_Nonnull dweight_strides,
                                 const void *_Nonnull dy, const int64_t *_Nonnull dy_strides,
                                 const void *_Nonnull x, const int64_t *_Nonnull x_strides);

/// A 2-d max pooling over `planes` = n*c planes.
typedef struct {
    tern_dtype dtype;
    int64_t n, c, h, w, oh, ow;
    int64_t kh, kw, stride_h, stride_w, pad_h, pad_w, dilation_h, dilation_w;
} tern_pool2d_size;

/// y = the largest value of each window, indices = its position h*W + w in the input plane. Taps outside the input are skipped.
/// First of equal values wins; a NaN beats everything and the last NaN gives the index. A window without any tap
/// inside gives the type's lowest value (-inf) and index -1. Strides (n, c, h, w).
/// The indices may have any strides (n, c, oh, ow), or be left out. Fast where all three arrays share a layout.
void tern_max_pool2d_forward(const tern_pool2d_size *_Nonnull size, void *_Nonnull y, const int64_t *_Nonnull y_strides,
                             int64_t *_Nullable indices, const int64_t *_Nullable indices_strides,
                             const void *_Nonnull x, const int64_t *_Nonnull x_strides);
/// The same, noting the winner by its number in the window (row * kw + column, 255: none) in place of an index: an eighth of the
/// memory. For windows of at most 255 taps. No note at all where `taps` is NULL.
void tern_max_pool2d_forward_taps(const tern_pool2d_size *_Nonnull size, void *_Nonnull y, const int64_t *_Nonnull y_strides,
                                  uint8_t *_Nullable taps, const int64_t *_Nullable taps_strides, const void *_Nonnull x,
                                  const int64_t *_Nonnull x_strides);
/// dx = for each input position the sum of dy over the windows whose index it is, in the windows' order. Floating types.
void tern_max_pool2d_backward(const tern_pool2d_size *_Nonnull size, void *_Nonnull dx, const int64_t *_Nonnull dx_strides,
                              const void *_Nonnull dy, const int64_t *_Nonnull dy_strides,
                              const int64_t *_Nonnull indices, const int64_t *_Nonnull indices_strides);
void tern_max_pool2d_backward_taps(const tern_pool2d_size *_Nonnull size, void *_Nonnull dx, const int64_t *_Nonnull dx_strides,
                                   const void *_Nonnull dy, const int64_t *_Nonnull dy_strides,
                                   const uint8_t *_Nonnull taps, const int64_t *_Nonnull taps_strides);

#endif
