// Aligned memory from the system, by way of a cache of freed blocks.
//
// Under the address sanitizer every block comes straight from the system and goes straight back, without a header, so
// that the sanitizer sees each overflow and each use after free.
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1  // posix_memalign and madvise under -std=c17
#endif
#include "../include/tern_runtime.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "block_cache.h"
#include "environment.h"
#include "system_memory.h"

// A cache line, and the widest vector register there is.
enum { ALIGNMENT = 64 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;   // guards the cache and the statistics
static tern_memory_statistics statistics;

static void *system_allocate(size_t alignment, size_t bytes) {
    void *pointer = NULL;
    return posix_memalign(&pointer, alignment, bytes) == 0 ? pointer : NULL;
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TERN_BYPASS_CACHE 1
#endif
#endif

#ifdef TERN_BYPASS_CACHE

void *tern_allocate(size_t bytes, bool zeroed) {
    void *pointer = system_allocate(ALIGNMENT, bytes > 0 ? bytes : 1);
    if (pointer && zeroed) memset(pointer, 0, bytes);
    pthread_mutex_lock(&lock);
    statistics.misses++;
    pthread_mutex_unlock(&lock);
    return pointer;
}

void tern_deallocate(void *pointer) { free(pointer); }
void tern_release_cached_memory(void) {}
size_t tern_available_memory(void) { return tern_system_available_memory(); }

#else

// From here on blocks start on huge pages, which take a tenth of the page faults' time and spare the address cache.
static const size_t huge_page = (size_t)2 << 20, huge_block = (size_t)4 << 20;
// From here on it is worth asking the system whether it has the memory: it would hand out addresses without any behind them.
static const size_t risky_block = (size_t)256 << 20;

static size_t cache_limit;

static void lock_for_fork(void) { pthread_mutex_lock(&lock); }
static void unlock_after_fork(void) { pthread_mutex_unlock(&lock); }

static void start(void) {
    const size_t megabyte = (size_t)1 << 20, most = (size_t)4096 * megabyte, quarter = tern_system_total_memory() / 4;
    const size_t usual = quarter < most ? quarter : most;
    cache_limit = (size_t)tern_environment_number("TERN_CACHE_MB", "MB", (long)(usual / megabyte), 0, 1L << 30) * megabyte;
    pthread_atfork(lock_for_fork, unlock_after_fork, unlock_after_fork);
}

static void take_lock(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    pthread_mutex_lock(&lock);
}

static tern_block *fresh_block(size_t size) {
    const size_t total = sizeof(tern_block) + size;
    if (size < huge_block) return system_allocate(ALIGNMENT, total);
    tern_block *block = system_allocate(huge_page, total);
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    if (block) madvise(block, total / huge_page * huge_page, MADV_HUGEPAGE);
#endif
    return block;
}

static tern_block *block_from_system(tern_size_class class) {
    if (class.size >= risky_block && class.size > tern_system_available_memory()) tern_release_cached_memory();
    tern_block *block = fresh_block(class.size);
    if (!block) {
        tern_release_cached_memory();
        block = fresh_block(class.size);
    }
    if (block) {
        block->size = class.size;
        block->size_class = class.index;
    }
    return block;
}

static void note_use(const tern_block *block) {
    statistics.in_use += block->size;
    if (statistics.in_use > statistics.peak_in_use) statistics.peak_in_use = statistics.in_use;
}

static tern_block *kept_block(tern_size_class class) {
    take_lock();
    tern_block *block = tern_block_cache_take(class.index);
    if (block) {
        statistics.hits++;
        note_use(block);
    }
    pthread_mutex_unlock(&lock);
    return block;
}

static tern_block *new_block(tern_size_class class) {
    tern_block *block = block_from_system(class);
    if (!block) return NULL;
    take_lock();
    statistics.misses++;
    note_use(block);
    pthread_mutex_unlock(&lock);
    return block;
}

void *tern_allocate(size_t bytes, bool zeroed) {
    if (bytes > SIZE_MAX / 2) return NULL;   // rounding up would overflow
    const tern_size_class class = tern_size_class_of(bytes);
    tern_block *block = kept_block(class);
    if (!block) block = new_block(class);
    if (!block) return NULL;
    if (zeroed) memset(block + 1, 0, bytes);
    return block + 1;
}

// Frees the oldest blocks until at most `bytes` are kept. The system's own work is done without the lock.
static void shrink_cache(size_t bytes) {
    for (;;) {
        take_lock();
        tern_block *oldest = tern_block_cache_bytes() > bytes ? tern_block_cache_take_oldest() : NULL;
        pthread_mutex_unlock(&lock);
        if (!oldest) return;
        free(oldest);
    }
}

void tern_deallocate(void *pointer) {
    if (!pointer) return;
    tern_block *block = (tern_block *)pointer - 1;
    take_lock();
    statistics.in_use -= block->size;
    tern_block_cache_put(block);
    const bool is_too_much = tern_block_cache_bytes() > cache_limit;
    pthread_mutex_unlock(&lock);
    if (is_too_much) shrink_cache(cache_limit);
}

void tern_release_cached_memory(void) { shrink_cache(0); }

size_t tern_available_memory(void) {
    const size_t system = tern_system_available_memory(), cached = tern_get_memory_statistics().cached;
    return system < SIZE_MAX - cached ? system + cached : SIZE_MAX;
}

#endif

tern_memory_statistics tern_get_memory_statistics(void) {
    pthread_mutex_lock(&lock);
    tern_memory_statistics result = statistics;
    result.cached = tern_block_cache_bytes();
    pthread_mutex_unlock(&lock);
    return result;
}
