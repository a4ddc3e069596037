// Building, ordering and walking iteration spaces.
#include "space.h"

#include "../Support/dtypes.h"

static int64_t magnitude(int64_t value) { return value < 0 ? -value : value; }

tern_space tern_space_make(tern_shape shape, int32_t operand_count, const tern_operand *operands) {
    tern_space space;   // most of it stays unused: clearing it would take longer than all else
    space.ndim = 0;
    space.operand_count = operand_count;
    for (int32_t d = shape.ndim - 1; d >= 0; d--) {
        if (shape.sizes[d] == 1) continue;
        // An empty space is empty in one dimension; any number of others could follow.
        if (shape.sizes[d] == 0) return (tern_space){.ndim = 1, .operand_count = operand_count};
        tern_dimension *dim = &space.dims[space.ndim++];
        dim->size = shape.sizes[d];
        for (int32_t k = 0; k < operand_count; k++)
            dim->strides[k] = operands[k].strides[d] * tern_item_size(operands[k].dtype);
    }
    if (space.ndim == 0) space.dims[space.ndim++] = (tern_dimension){.size = 1};
    return space;
}

static bool lies_within(const tern_dimension *inner, const tern_dimension *outer, int32_t operand_count) {
    for (int32_t k = 0; k < operand_count; k++) {
        int64_t a = magnitude(inner->strides[k]), b = magnitude(outer->strides[k]);
        if (a != b) return a < b;
    }
    return true;
}

// Insertion sort: few dimensions, mostly in order already, and equal ones keep their places.
void tern_space_sort(tern_space *space) {
    for (int32_t i = 1; i < space->ndim; i++) {
        tern_dimension moving = space->dims[i];
        int32_t slot = i;
        for (; slot > 0 && !lies_within(&space->dims[slot - 1], &moving, space->operand_count); slot--)
            space->dims[slot] = space->dims[slot - 1];
        space->dims[slot] = moving;
    }
}

static bool continues(const tern_dimension *inner, const tern_dimension *outer, int32_t operand_count) {
    for (int32_t k = 0; k < operand_count; k++)
        if (outer->strides[k] != inner->strides[k] * inner->size) return false;
    return true;
}

void tern_space_coalesce(tern_space *space) {
    int32_t last = 0;
    for (int32_t d = 1; d < space->ndim; d++) {
        if (continues(&space->dims[last], &space->dims[d], space->operand_count))
            space->dims[last].size *= space->dims[d].size;
        else
            space->dims[++last] = space->dims[d];
    }
    space->ndim = last + 1;
}

int64_t tern_space_count(const tern_space *space) {
    int64_t count = 1;
    for (int32_t d = 0; d < space->ndim; d++) count *= space->dims[d].size;
    return count;
}

// As integers, because a cursor may pass the end of an array before it turns to the next row, and because the data of
// an empty array may be NULL.
static char *offset_by(char *pointer, int64_t bytes) { return (char *)((uintptr_t)pointer + (uintptr_t)bytes); }

tern_cursor tern_cursor_at(const tern_space *space, char *const *bases, int64_t position) {
    tern_cursor cursor;
    for (int32_t k = 0; k < space->operand_count; k++) cursor.data[k] = bases[k];
    for (int32_t d = 0; d < space->ndim; d++) {
        const tern_dimension *dim = &space->dims[d];
        int64_t index = position % dim->size;
        position /= dim->size;
        cursor.index[d] = index;
        for (int32_t k = 0; k < space->operand_count; k++)
            cursor.data[k] = offset_by(cursor.data[k], index * dim->strides[k]);
    }
    return cursor;
}

static void move(const tern_space *space, tern_cursor *cursor, int32_t d, int64_t steps) {
    cursor->index[d] += steps;
    for (int32_t k = 0; k < space->operand_count; k++)
        cursor->data[k] = offset_by(cursor->data[k], steps * space->dims[d].strides[k]);
}

void tern_cursor_advance(const tern_space *space, tern_cursor *cursor, int64_t steps) {
    move(space, cursor, 0, steps);
    for (int32_t d = 0; cursor->index[d] == space->dims[d].size; d++) {
        move(space, cursor, d, -cursor->index[d]);
        if (d + 1 == space->ndim) return;
        move(space, cursor, d + 1, 1);
    }
}
