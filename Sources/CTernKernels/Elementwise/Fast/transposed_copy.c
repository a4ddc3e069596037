// The output's packed dimension and the input's span planes. Each is cut into blocks that few memory pages hold on either
// side.
#include "transposed_copy.h"

#include "../../Convolution/Layout/transpose.h"
#include "../../Support/grain.h"
#include "../../include/tern_isa.h"
#include "../../include/tern_runtime.h"

enum { ITEM = 4, SMALLEST = 4, BLOCK_ROWS = 1024, BLOCK_COLUMNS = 256 };

typedef struct {
    const tern_transpose_kernels *kernels;
    tern_dimension row, column;        // the output is packed along rows' number, the input along columns'
    int64_t row_blocks, column_blocks;
    tern_space planes;                 // the other dimensions
    char *const *bases;
} transposed_copy;

static int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

static void copy_block(const transposed_copy *self, char *const *data, int64_t block) {
    const int64_t row = block % self->row_blocks * BLOCK_ROWS, column = block / self->row_blocks * BLOCK_COLUMNS;
    const int64_t row_stride = self->row.strides[1] / ITEM, column_step = self->column.strides[0] / ITEM;
    const tern_transpose_shape shape = {
        .rows = smaller(BLOCK_ROWS, self->row.size - row), .columns = smaller(BLOCK_COLUMNS, self->column.size - column),
        .row_stride = row_stride, .inner = self->column.size, .inner_step = column_step};
    const float *x = (const float *)(const void *)data[1];
    const float *end = x + (self->row.size - 1) * row_stride + self->column.size;
    self->kernels->to_columns(&shape, (float *)(void *)data[0] + row + column * column_step, x + row * row_stride + column, end);
}

static void copy_blocks(void *context, int64_t begin, int64_t end) {
    const transposed_copy *self = context;
    const int64_t blocks = self->row_blocks * self->column_blocks;
    for (int64_t index = begin; index < end; index++) {
        const tern_cursor plane = tern_cursor_at(&self->planes, self->bases, index / blocks);
        copy_block(self, plane.data, index % blocks);
    }
}

// The dimension along which the input is packed, other than the first; 0 when there is none.
static int32_t packed_dimension(const tern_space *space) {
    for (int32_t d = 1; d < space->ndim; d++)
        if (space->dims[d].strides[1] == ITEM) return d;
    return 0;
}

bool tern_transposed_copy(const tern_space *space, char *const *bases) {
    const tern_dimension row = space->dims[0];
    const int32_t packed = packed_dimension(space);
    if (row.strides[0] != ITEM || packed == 0 || tern_current_isa() == TERN_ISA_REFERENCE) return false;
    transposed_copy self = {.kernels = tern_transpose_kernels_of(tern_current_isa()), .row = row,
                            .column = space->dims[packed], .bases = bases};
    // Rows that overlap, or stand on their heads, are left to the plain loop.
    if (row.strides[1] < ITEM || self.column.strides[0] < ITEM) return false;
    if (row.size < SMALLEST || self.column.size < SMALLEST) return false;
    self.planes = *space;
    self.planes.ndim = 0;
    for (int32_t d = 1; d < space->ndim; d++)
        if (d != packed) self.planes.dims[self.planes.ndim++] = space->dims[d];
    if (self.planes.ndim == 0) self.planes.dims[self.planes.ndim++] = (tern_dimension){.size = 1};
    self.row_blocks = (row.size + BLOCK_ROWS - 1) / BLOCK_ROWS;
    self.column_blocks = (self.column.size + BLOCK_COLUMNS - 1) / BLOCK_COLUMNS;
    const int64_t elements = smaller(BLOCK_ROWS, row.size) * smaller(BLOCK_COLUMNS, self.column.size);
    tern_parallel_for(tern_space_count(&self.planes) * self.row_blocks * self.column_blocks, tern_grain(elements), copy_blocks,
                      &self);
    return true;
}
