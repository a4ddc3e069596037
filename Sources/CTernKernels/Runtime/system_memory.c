// How much memory the machine has, and how much of it is still to be had.
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1  // sysconf's page count under -std=c17
#endif
#include "system_memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
static size_t container_limit(void) {
    size_t limit;
    return read_number("/sys/fs/cgroup/memory.max", "", &limit) ? limit : SIZE_MAX;
}

static size_t container_available(void) {
    size_t limit = container_limit(), used;
    if (limit == SIZE_MAX || !read_number("/sys/fs/cgroup/memory.current", "", &used)) return SIZE_MAX;
    return limit > used ? limit - used : 0;
}

static size_t machine_memory(const char *key) {
    size_t kilobytes;
    return read_number("/proc/meminfo", key, &kilobytes) ? kilobytes * 1024 : SIZE_MAX;
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

size_t tern_system_available_memory(void) { return smaller(machine_memory("MemAvailable:"), container_available()); }
size_t tern_system_total_memory(void) { return smaller(machine_memory("MemTotal:"), container_limit()); }

#elif defined(__APPLE__)

size_t tern_system_total_memory(void) {
    long pages = sysconf(_SC_PHYS_PAGES), page_size = sysconf(_SC_PAGESIZE);
    return pages > 0 && page_size > 0 ? (size_t)pages * (size_t)page_size : SIZE_MAX;
}

// macOS compresses and swaps rather than refusing: what the machine has is the useful bound.
size_t tern_system_available_memory(void) { return tern_system_total_memory(); }

#else

size_t tern_system_available_memory(void) { return SIZE_MAX; }
size_t tern_system_total_memory(void) { return SIZE_MAX; }

#endif
