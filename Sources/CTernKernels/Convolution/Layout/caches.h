// What the kernels know about the caches: how much may be kept for reuse, and when results should bypass them.
#ifndef TERN_CONVOLUTION_CACHES_H
#define TERN_CONVOLUTION_CACHES_H

#include "../../include/tern_types.h"

/// The second-level cache of one core, in bytes.
int64_t tern_core_cache_bytes(void);

/// True for results of which the caches would keep too little: storing past them saves reading every line before it is
/// overwritten. Where a result fits, the same stores cost twice as much.
bool tern_should_stream(int64_t bytes);

/// Makes streamed stores visible to other threads.
static inline void tern_finish_streaming(void) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

#endif
