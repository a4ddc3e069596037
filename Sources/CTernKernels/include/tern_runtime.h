// Memory, threads and per-thread flags.
#ifndef TERN_RUNTIME_H
#define TERN_RUNTIME_H

#include "tern_types.h"

/// 64-byte aligned memory; NULL when there is not enough. `bytes` 0 gives a valid pointer. Freed blocks are kept for the next
/// request of about their size, because a fresh page costs more than most kernels spend on it.
void *_Nullable tern_allocate(size_t bytes, bool zeroed);
void tern_deallocate(void *_Nullable pointer);
/// Bytes that can still be had without pushing the machine into swap or the memory killer; SIZE_MAX where it cannot be told.
size_t tern_available_memory(void);

/// Gives the kept blocks back to the system. At most TERN_CACHE_MB megabytes are kept: the oldest go first. By default a quarter
/// of the memory, up to 4 GiB; 0 keeps nothing.
void tern_release_cached_memory(void);
typedef struct {
    size_t in_use, peak_in_use;   // bytes handed out
    size_t cached;                // bytes kept
    size_t hits, misses;          // requests served from kept blocks, and by the system
} tern_memory_statistics;
tern_memory_statistics tern_get_memory_statistics(void);

/// Splits 0 ..< count into ranges of at least `grain` and runs `body(context, begin, end)` over them, in the caller and the
/// pool's threads. Returns when all are done. Nested calls run in the caller. What a range computes must not depend on the split.
typedef void (*tern_range_body)(void *_Nonnull context, int64_t begin, int64_t end);
void tern_parallel_for(int64_t count, int64_t grain, tern_range_body _Nonnull body, void *_Nonnull context);
/// The same for bodies that need working memory: each thread has `bytes` of its own, uninitialised and 64-byte aligned. False,
/// without having run anything, when there is not enough memory.
typedef void (*tern_scratch_body)(void *_Nonnull context, void *_Nonnull scratch, int64_t begin, int64_t end);
bool tern_parallel_for_scratch(int64_t count, int64_t grain, size_t bytes, tern_scratch_body _Nonnull body,
                               void *_Nonnull context);
/// How many threads a parallel loop may use: TERN_NUM_THREADS, else the machine's processors.
int32_t tern_thread_count(void);
void tern_set_thread_count(int32_t count);

/// With strict accuracy no kernel rounds worse than a plain sum of products would; without it, which is the default, 3 x 3
/// convolutions may have about twice that rounding error and be twice as fast. TERN_STRICT=1 sets it from the start.
bool tern_strict_accuracy(void);
void tern_set_strict_accuracy(bool strict);

/// One pointer-sized slot for each thread and purpose (autograd's recording flag, its reclaimer).
typedef enum { TERN_SLOT_RECORDING, TERN_SLOT_RECLAIMER, TERN_SLOT_COUNT } tern_thread_slot;
intptr_t tern_thread_slot_get(tern_thread_slot slot);
void tern_thread_slot_set(tern_thread_slot slot, intptr_t value);

/// 1, 2, 3 ...: no two calls get the same number, whatever threads they come from.
int64_t tern_next_sequence_number(void);

#endif
