// Freed blocks, kept for the next request of their size. Not thread-safe: allocate.c holds the lock.
#ifndef TERN_RUNTIME_BLOCK_CACHE_H
#define TERN_RUNTIME_BLOCK_CACHE_H

#include <stddef.h>
#include <stdint.h>

typedef struct tern_block tern_block;

/// A block's place in a ring of blocks.
typedef struct {
    tern_block *previous, *next;
} tern_block_link;

/// What precedes the memory that a caller gets. One cache line, so that the memory after it is as aligned as the block.
struct tern_block {
    _Alignas(64) tern_block_link same_size;   // the links are used while the block is kept
    tern_block_link by_age;
    size_t size;                              // of the memory after the header
    int32_t size_class;
};

enum { TERN_SIZE_CLASSES = 8 * 64 };

/// Rounds a request up to its size class, of which there are eight for each power of two: at most an eighth is lost.
typedef struct {
    size_t size;
    int32_t index;
} tern_size_class;
tern_size_class tern_size_class_of(size_t bytes);

/// Keeps a block.
void tern_block_cache_put(tern_block *block);
/// The most recently kept block of a class, which may still be in the processor's caches; NULL when there is none.
tern_block *tern_block_cache_take(int32_t size_class);
/// The block that was kept longest; NULL when there is none.
tern_block *tern_block_cache_take_oldest(void);
/// The bytes kept.
size_t tern_block_cache_bytes(void);

#endif
