// The pool of worker threads behind `tern_parallel_for`.
#ifndef TERN_RUNTIME_POOL_H
#define TERN_RUNTIME_POOL_H

#include "../include/tern_runtime.h"

/// Runs begin ..< end; `seat` numbers the threads of one job, 0 being the caller, so that each can have its own scratch.
typedef void (*tern_pool_body)(void *_Nullable context, int32_t seat, int64_t begin, int64_t end);

/// Runs `body` over 0 ..< count in pieces of `piece`, in the caller and up to `helpers` workers (seats 0 ... helpers). False,
/// without having run anything, when the pool cannot take the job: another caller has it, or this thread is part of a job.
bool tern_pool_run(int64_t count, int64_t piece, int32_t helpers, tern_pool_body _Nonnull body, void *_Nullable context);

/// How many processors the machine has.
int32_t tern_processor_count(void);

#endif
