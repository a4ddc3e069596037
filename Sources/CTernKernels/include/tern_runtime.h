// Memory, threads and per-thread flags.
#ifndef TERN_RUNTIME_H
#define TERN_RUNTIME_H

#include "tern_types.h"

/// 64-byte aligned memory; NULL when there is not enough. `bytes` 0 gives a valid pointer.
void *_Nullable tern_allocate(size_t bytes, bool zeroed);
void tern_deallocate(void *_Nullable pointer);
/// Bytes that can still be had without pushing the machine into swap or the memory killer; SIZE_MAX where it cannot be told.
size_t tern_available_memory(void);

/// Splits 0 ..< count into ranges of at least `grain` and runs `body(context, begin, end)` over them, in the caller and the
/// pool's threads. Returns when all are done. Nested calls run in the caller. What a range computes must not depend on the split.
typedef void (*tern_range_body)(void *_Nonnull context, int64_t begin, int64_t end);
void tern_parallel_for(int64_t count, int64_t grain, tern_range_body _Nonnull body, void *_Nonnull context);
/// How many threads a parallel loop may use: TERN_NUM_THREADS, else the machine's processors.
int32_t tern_thread_count(void);
void tern_set_thread_count(int32_t count);

/// One pointer-sized slot for each thread and purpose (autograd's recording flag, its reclaimer).
typedef enum { TERN_SLOT_RECORDING, TERN_SLOT_RECLAIMER, TERN_SLOT_COUNT } tern_thread_slot;
intptr_t tern_thread_slot_get(tern_thread_slot slot);
void tern_thread_slot_set(tern_thread_slot slot, intptr_t value);

#endif
