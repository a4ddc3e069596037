// The elementwise driver: every kernel of this folder is a row function that `tern_loop` calls.
#ifndef TERN_ELEMENTWISE_LOOP_H
#define TERN_ELEMENTWISE_LOOP_H

#include "space.h"

/// Handles n >= 1 elements in a row; operand k's elements lie `strides[k]` bytes apart. The output is operand 0.
typedef void (*tern_row)(int64_t n, char *const *data, const int64_t *strides);

/// The least number of elements worth handing to another thread.
enum { TERN_LOOP_GRAIN = 16384 };

/// Calls `row` until every element of the space was visited once, in several threads when there are many.
void tern_loop(tern_shape shape, int32_t operand_count, const tern_operand *operands, tern_row row);

/// The same for a space that has elements, and is sorted and coalesced.
void tern_space_loop(const tern_space *space, char *const *bases, tern_row row);
/// The same for `count` elements of which neighbours lie `steps[k]` bytes apart in operand k throughout.
void tern_packed_loop(int64_t count, int32_t operand_count, char *const *bases, const int64_t *steps, tern_row row);

#endif
