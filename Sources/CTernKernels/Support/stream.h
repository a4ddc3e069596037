// When to store past the caches.
#ifndef TERN_SUPPORT_STREAM_H
#define TERN_SUPPORT_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A result of this many bytes would push everything else out of the caches before anyone reads it. Storing past them also
/// spares the read that an ordinary store to memory begins with. Smaller results are read back sooner than they are evicted.
static inline bool tern_should_stream(int64_t bytes) {
    const int64_t cache = (int64_t)16 << 20;
    return bytes > cache;
}

/// Streaming needs whole aligned vectors.
static inline bool tern_is_aligned(const void *_Nonnull pointer, int64_t bytes) {
    return (uintptr_t)pointer % (uintptr_t)bytes == 0;
}

/// Makes what this thread has streamed visible to those that wait for it: streaming stores are not ordered by themselves.
static inline void tern_finish_streaming(void) {
#if defined(__x86_64__)
    __builtin_ia32_sfence();
#endif
}

#endif
