// The iteration space of strided operands: which elements meet, and in which order memory is best visited.
#ifndef TERN_ELEMENTWISE_SPACE_H
#define TERN_ELEMENTWISE_SPACE_H

#include "../include/tern_types.h"

enum { TERN_MAX_NDIM = 64, TERN_MAX_OPERANDS = 4 };

/// One dimension: its extent and every operand's stride, in bytes.
typedef struct {
    int64_t size;
    int64_t strides[TERN_MAX_OPERANDS];
} tern_dimension;

/// Innermost dimension first; never without dimensions, so that there always is a row to walk.
typedef struct {
    int32_t ndim;
    int32_t operand_count;
    tern_dimension dims[TERN_MAX_NDIM];
} tern_space;

/// The space of `shape` without its dimensions of size 1, in the order of the shape.
tern_space tern_space_make(tern_shape shape, int32_t operand_count, const tern_operand *operands);

/// Orders the dimensions by the first operand's stride (ties: by the next operand's), smallest innermost.
void tern_space_sort(tern_space *space);

/// Merges neighbouring dimensions that every operand walks as one.
void tern_space_coalesce(tern_space *space);

int64_t tern_space_count(const tern_space *space);

/// A place in a space: its coordinates and where each operand's element lies.
typedef struct {
    int64_t index[TERN_MAX_NDIM];
    char *data[TERN_MAX_OPERANDS];
} tern_cursor;

/// The place of element `position` in the space's order; `bases` are the operands' first elements.
tern_cursor tern_cursor_at(const tern_space *space, char *const *bases, int64_t position);

/// Moves `steps` elements on, at most to the end of the present row.
void tern_cursor_advance(const tern_space *space, tern_cursor *cursor, int64_t steps);

/// How many elements remain in the cursor's row.
static inline int64_t tern_cursor_row(const tern_space *space, const tern_cursor *cursor) {
    return space->dims[0].size - cursor->index[0];
}

#endif
