// Parallel loops whose items need scratch memory.
#ifndef TERN_RUNTIME_ITEMS_H
#define TERN_RUNTIME_ITEMS_H

#include "../include/tern_runtime.h"

typedef void (*tern_item_body)(void *_Nonnull context, int64_t item, void *_Nonnull scratch);

/// Runs `body` for every item in 0 ..< count, each time with `scratch_bytes` of memory that no other thread uses
/// meanwhile (64-byte aligned, contents left over from earlier items). At least `grain` items are worth a thread.
/// False, without having run anything, when there is no memory.
bool tern_parallel_items(int64_t count, int64_t grain, size_t scratch_bytes, tern_item_body _Nonnull body,
                         void *_Nonnull context);

#endif
