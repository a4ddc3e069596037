// What the kernels know about the caches: how much may be kept for reuse.
#ifndef TERN_CONVOLUTION_CACHES_H
#define TERN_CONVOLUTION_CACHES_H

#include "../../include/tern_types.h"

/// The second-level cache of one core, in bytes.
int64_t tern_core_cache_bytes(void);

#endif
