// Index arithmetic that sliding windows share.
#ifndef TERN_SUPPORT_GEOMETRY_H
#define TERN_SUPPORT_GEOMETRY_H

#include <stdint.h>

/// begin ..< end; empty when end <= begin.
typedef struct {
    int64_t begin, end;
} tern_range;

static inline int64_t tern_divide_up(int64_t value, int64_t positive) {
    return value / positive + (value % positive > 0);
}

/// The part of `steps` whose positions `offset + step * stride` (stride > 0) lie inside `bounds`. Finding it once
/// keeps the test for padding out of the inner loops.
static inline tern_range tern_steps_inside(tern_range steps, int64_t offset, int64_t stride, tern_range bounds) {
    const int64_t begin = tern_divide_up(bounds.begin - offset, stride);
    const int64_t end = tern_divide_up(bounds.end - offset, stride);
    return (tern_range){begin > steps.begin ? begin : steps.begin, end < steps.end ? end : steps.end};
}

/// The offset in elements of a position in a strided image batch.
static inline int64_t tern_offset4(const int64_t strides[4], int64_t n, int64_t c, int64_t h, int64_t w) {
    return n * strides[0] + c * strides[1] + h * strides[2] + w * strides[3];
}

#endif
