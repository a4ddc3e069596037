// Softmax over rows of floats, in three passes over a row that stays in the nearest cache.
#ifndef TERN_SOFTMAX_H
#define TERN_SOFTMAX_H

#include "tern_types.h"

/// For each of `rows` contiguous rows: y = e^(x - max) / sum, or with `is_log` y = x - max - log sum. y may be x. The functions
/// return false, without having done anything, where there is no fast kernel (TERN_ISA=reference): compose it of others.
bool tern_softmax_rows(bool is_log, int64_t rows, int64_t length, float *_Nonnull y, const float *_Nonnull x);
/// The same along the middle dimension of a contiguous array [outer, length, inner].
bool tern_softmax_columns(bool is_log, int64_t outer, int64_t length, int64_t inner, float *_Nonnull y, const float *_Nonnull x);
/// dx = y * (dy - sum(dy * y)), or with `is_log` dx = dy - e^y * sum(dy). dx may be dy.
bool tern_softmax_rows_backward(bool is_log, int64_t rows, int64_t length, float *_Nonnull dx, const float *_Nonnull dy,
                                const float *_Nonnull y);

#endif
