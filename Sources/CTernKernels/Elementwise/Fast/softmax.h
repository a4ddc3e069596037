// Softmax of one row, for each instruction set.
#ifndef TERN_ELEMENTWISE_FAST_SOFTMAX_H
#define TERN_ELEMENTWISE_FAST_SOFTMAX_H

#include "../../include/tern_isa.h"

typedef struct {
    void (*_Nonnull row)(bool is_log, int64_t n, float *_Nonnull y, const float *_Nonnull x);
    void (*_Nonnull row_backward)(bool is_log, int64_t n, float *_Nonnull dx, const float *_Nonnull dy, const float *_Nonnull y);
    int64_t columns;   // the most that go together
    /// Down `width` columns side by side, whose n elements lie `stride` apart.
    void (*_Nonnull down)(bool is_log, int64_t n, int64_t stride, int64_t width, float *_Nonnull y, const float *_Nonnull x);
} tern_softmax_kernels;

/// NULL for TERN_ISA_REFERENCE.
const tern_softmax_kernels *_Nullable tern_softmax_kernels_of(tern_isa isa);

#endif
