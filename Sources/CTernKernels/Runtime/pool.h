// The pool of worker threads behind `tern_parallel_for`.
#ifndef TERN_RUNTIME_POOL_H
#define TERN_RUNTIME_POOL_H

#include "../include/tern_runtime.h"

/// Runs `body` over 0 ..< count in pieces of `piece`, in the caller and up to `helpers` workers. False, without having
/// run anything, when the pool cannot take the job: another caller has it, or this thread is part of a job already.
bool tern_pool_run(int64_t count, int64_t piece, int32_t helpers, tern_range_body _Nonnull body,
                   void *_Nonnull context);

#endif
