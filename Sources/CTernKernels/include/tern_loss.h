// Cross-entropy of rows of logits against one class each, without a matrix of probabilities in between.
#ifndef TERN_LOSS_H
#define TERN_LOSS_H

#include "tern_types.h"

/// With p = softmax of row r and t = target[r]:
/// loss[r] = (1 - smoothing) * w[t] * -log p[t] + smoothing / classes * sum over c of w[c] * -log p[c], or 0 where t is `ignored`.
typedef struct {
    int64_t rows, classes, ignored;
    double smoothing;
    const float *_Nullable weight;   // w, one for each class; NULL is 1
    const int64_t *_Nonnull target;  // in 0 ..< classes, or `ignored`
} tern_cross_entropy;

/// The first target that is neither a class nor `ignored`, at most `rows`, which is none.
int64_t tern_class_out_of_bounds(int64_t rows, int64_t classes, int64_t ignored, const int64_t *_Nonnull target);
/// loss, and the logarithm of each row's sum of exponentials. x is contiguous. False, without having done anything, where there
/// is no fast kernel (TERN_ISA=reference): compose it of others.
bool tern_cross_entropy_forward(const tern_cross_entropy *_Nonnull problem, float *_Nonnull loss, double *_Nonnull log_sums,
                                const float *_Nonnull x);
/// dx[r] = scale[r * scale_stride] * d loss[r] / d x[r], where tern_cross_entropy_forward gave the log_sums.
void tern_cross_entropy_backward(const tern_cross_entropy *_Nonnull problem, float *_Nonnull dx, const float *_Nonnull x,
                                 const double *_Nonnull log_sums, const float *_Nonnull scale, int64_t scale_stride);

#endif
