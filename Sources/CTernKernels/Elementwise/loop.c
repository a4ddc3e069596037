// Walking an iteration space row by row, split over threads by output elements.
#include "loop.h"

#include "../include/tern_runtime.h"

typedef struct {
    const tern_space *space;
    char *const *bases;
    tern_row row;
} loop;

static void run_range(void *context, int64_t begin, int64_t end) {
    const loop *self = context;
    tern_cursor cursor = tern_cursor_at(self->space, self->bases, begin);
    while (begin < end) {
        int64_t n = tern_cursor_row(self->space, &cursor);
        if (n > end - begin) n = end - begin;
        self->row(n, cursor.data, self->space->dims[0].strides);
        tern_cursor_advance(self->space, &cursor, n);
        begin += n;
    }
}

void tern_space_loop(const tern_space *space, char *const *bases, tern_row row) {
    loop self = {space, bases, row};
    tern_parallel_for(tern_space_count(space), TERN_LOOP_GRAIN, run_range, &self);
}

void tern_loop(tern_shape shape, int32_t operand_count, const tern_operand *operands, tern_row row) {
    tern_space space = tern_space_make(shape, operand_count, operands);
    if (tern_space_count(&space) == 0) return;
    tern_space_sort(&space);
    tern_space_coalesce(&space);
    char *bases[TERN_MAX_OPERANDS];
    for (int32_t k = 0; k < operand_count; k++) bases[k] = operands[k].data;
    tern_space_loop(&space, bases, row);
}

typedef struct {
    int32_t operand_count;
    char *const *bases;
    const int64_t *steps;
    tern_row row;
} packed_loop;

static void run_packed_range(void *context, int64_t begin, int64_t end) {
    const packed_loop *self = context;
    char *data[TERN_MAX_OPERANDS];
    for (int32_t k = 0; k < self->operand_count; k++) data[k] = self->bases[k] + begin * self->steps[k];
    self->row(end - begin, data, self->steps);
}

void tern_packed_loop(int64_t count, int32_t operand_count, char *const *bases, const int64_t *steps, tern_row row) {
    if (count == 0) return;
    packed_loop self = {operand_count, bases, steps, row};
    tern_parallel_for(count, TERN_LOOP_GRAIN, run_packed_range, &self);
}
