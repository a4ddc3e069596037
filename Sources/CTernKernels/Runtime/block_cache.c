// A stack of blocks for each size class, and one ring of all of them by age.
#include "block_cache.h"

enum {
    SMALLEST_BITS = 6,                             // the first classes are multiples of 64 bytes
    STEPS = 8,                                     // classes for each power of two from then on
};

static tern_block *stacks[TERN_SIZE_CLASSES];      // the newest of each class
static tern_block *newest;                         // by age; the ring's other neighbour is the oldest
static size_t kept_bytes;

tern_size_class tern_size_class_of(size_t bytes) {
    const size_t lines = bytes > 0 ? (bytes - 1) >> SMALLEST_BITS : 0;     // whole cache lines before the last byte
    if (lines < STEPS) return (tern_size_class){(lines + 1) << SMALLEST_BITS, (int32_t)lines};
    const int power = 63 - __builtin_clzll((unsigned long long)lines);     // 2^power <= lines < 2^(power + 1)
    const int shift = power - 3;
    const size_t steps = lines >> shift;                                   // STEPS ..< 2 * STEPS
    return (tern_size_class){(steps + 1) << (shift + SMALLEST_BITS), (int32_t)(STEPS * shift) + (int32_t)steps};
}

// Rings through one of a block's two links, which lies `link` bytes into the header.
static tern_block_link *link_of(tern_block *block, size_t link) { return (tern_block_link *)(void *)((char *)block + link); }

static void ring_insert(tern_block **first, tern_block *block, size_t link) {
    tern_block *next = *first ? *first : block;
    tern_block *previous = *first ? link_of(next, link)->previous : block;
    *link_of(block, link) = (tern_block_link){previous, next};
    link_of(previous, link)->next = block;
    link_of(next, link)->previous = block;
    *first = block;
}

static void ring_remove(tern_block **first, tern_block *block, size_t link) {
    const tern_block_link own = *link_of(block, link);
    link_of(own.previous, link)->next = own.next;
    link_of(own.next, link)->previous = own.previous;
    if (*first == block) *first = own.next == block ? NULL : own.next;
}

void tern_block_cache_put(tern_block *block) {
    ring_insert(&stacks[block->size_class], block, offsetof(tern_block, same_size));
    ring_insert(&newest, block, offsetof(tern_block, by_age));
    kept_bytes += block->size;
}

static tern_block *take(tern_block *block) {
    if (!block) return NULL;
    ring_remove(&stacks[block->size_class], block, offsetof(tern_block, same_size));
    ring_remove(&newest, block, offsetof(tern_block, by_age));
    kept_bytes -= block->size;
    return block;
}

tern_block *tern_block_cache_take(int32_t size_class) { return take(stacks[size_class]); }
tern_block *tern_block_cache_take_oldest(void) { return take(newest ? newest->by_age.previous : NULL); }
size_t tern_block_cache_bytes(void) { return kept_bytes; }
