// Aligned memory, and how much of it there still is.
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1  // posix_memalign under -std=c17
#endif
#include "../include/tern_runtime.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A cache line, and the widest vector register there is.
enum { ALIGNMENT = 64 };

void *tern_allocate(size_t bytes, bool zeroed) {
    void *pointer = NULL;
    if (posix_memalign(&pointer, ALIGNMENT, bytes > 0 ? bytes : 1) != 0) return NULL;
    if (zeroed) memset(pointer, 0, bytes);
    return pointer;
}

void tern_deallocate(void *pointer) { free(pointer); }

#if defined(__linux__)

// The number that follows `key` at the start of a line; with an empty key, the file's first number.
static bool read_number(const char *path, const char *key, size_t *number) {
    FILE *file = fopen(path, "r");
    if (!file) return false;
    char line[256];
    bool found = false;
    while (!found && fgets(line, sizeof line, file)) {
        unsigned long long value;
        if (strncmp(line, key, strlen(key)) != 0) continue;
        if (sscanf(line + strlen(key), "%llu", &value) != 1) break;  // memory.max may read "max"
        *number = (size_t)value;
        found = true;
    }
    fclose(file);
    return found;
}

// A container's limit (cgroup v2), which the machine's own numbers do not show.
static size_t container_memory(void) {
    size_t limit, used;
    if (!read_number("/sys/fs/cgroup/memory.max", "", &limit)) return SIZE_MAX;
    if (!read_number("/sys/fs/cgroup/memory.current", "", &used)) return SIZE_MAX;
    return limit > used ? limit - used : 0;
}

size_t tern_available_memory(void) {
    size_t kilobytes, container = container_memory();
    if (!read_number("/proc/meminfo", "MemAvailable:", &kilobytes)) return container;
    size_t machine = kilobytes * 1024;
    return machine < container ? machine : container;
}

#elif defined(__APPLE__)

// macOS compresses and swaps rather than refusing: what the machine has is the useful bound.
size_t tern_available_memory(void) {
    long pages = sysconf(_SC_PHYS_PAGES), page_size = sysconf(_SC_PAGESIZE);
    return pages > 0 && page_size > 0 ? (size_t)pages * (size_t)page_size : SIZE_MAX;
}

#else

size_t tern_available_memory(void) { return SIZE_MAX; }

#endif
