// Cache sizes, as far as the system tells them; asked once.
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1  // sysconf's cache sizes under -std=c17
#endif
#include "caches.h"

#include <pthread.h>
#include <unistd.h>

static int64_t core_cache = 1 << 20;
static pthread_once_t measured = PTHREAD_ONCE_INIT;

static void measure(void) {
#if defined(_SC_LEVEL2_CACHE_SIZE)
    const long second = sysconf(_SC_LEVEL2_CACHE_SIZE);
    if (second > 0) core_cache = second;
#endif
}

int64_t tern_core_cache_bytes(void) {
    pthread_once(&measured, measure);
    return core_cache;
}
