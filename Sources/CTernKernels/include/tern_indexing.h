// Moving blocks by a table of offsets: the one primitive behind gather, scatter, index select and advanced indexing.
#ifndef TERN_INDEXING_H
#define TERN_INDEXING_H

#include "tern_types.h"

/// out[i*block ..< (i+1)*block] = x[offsets[i]*block ...] for i in 0 ..< count; contiguous, element size in bytes.
void tern_take(int64_t element_size, int64_t block, int64_t count, void *_Nonnull out, const void *_Nonnull x,
               const int64_t *_Nonnull offsets);

/// out[offsets[i]*block ...] = x[i*block ...]; where offsets repeat, the last one wins.
void tern_put(int64_t element_size, int64_t block, int64_t count, void *_Nonnull out, const void *_Nonnull x,
              const int64_t *_Nonnull offsets);

/// out[offsets[i]*block ...] += x[i*block ...]; repeated offsets add up, in the order of i (half types: each
/// addition rounds to the type; bool: or).
void tern_put_add(tern_dtype dtype, int64_t block, int64_t count, void *_Nonnull out, const void *_Nonnull x,
                  const int64_t *_Nonnull offsets);

/// The smallest and largest of `count` offsets (count > 0): how the caller checks them before a take or put.
void tern_offset_bounds(int64_t count, const int64_t *_Nonnull offsets, int64_t *_Nonnull lowest, int64_t *_Nonnull highest);

/// Writes the flat positions of the true bytes of `mask` (contiguous, n bytes) to `out` and returns how many there
/// are; with out NULL it only counts.
int64_t tern_nonzero(int64_t n, const uint8_t *_Nonnull mask, int64_t *_Nullable out);

#endif
