// Copies between arrays whose elements lie in another order: transposes and changes of layout.
#ifndef TERN_ELEMENTWISE_FAST_TRANSPOSED_COPY_H
#define TERN_ELEMENTWISE_FAST_TRANSPOSED_COPY_H

#include "../space.h"

/// Copies floats (or anything of four bytes) where the output is packed along one dimension and the input along another, in
/// squares that fit into the registers. False, with nothing done, where that is not so. `space` is sorted and coalesced; its
/// operands are the output and the input.
bool tern_transposed_copy(const tern_space *_Nonnull space, char *_Nonnull const *_Nonnull bases);

#endif
