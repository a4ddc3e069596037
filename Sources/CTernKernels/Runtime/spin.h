// Waiting for another thread without giving up the processor: right for microseconds, wrong for longer.
#ifndef TERN_RUNTIME_SPIN_H
#define TERN_RUNTIME_SPIN_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/// Tells the processor that this is a waiting loop; takes some ten nanoseconds.
static inline void tern_relax(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb" ::: "memory");  // `yield` does nothing on most cores
#endif
}

static inline int64_t tern_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// A span of time to spin for.
typedef struct {
    int64_t deadline;
} tern_spin;

static inline tern_spin tern_spin_for(int64_t nanoseconds) {
    return (tern_spin){nanoseconds > 0 ? tern_nanoseconds() + nanoseconds : 0};
}

/// Pauses briefly; false when the time is over. The clock is read once every few pauses.
static inline bool tern_spin_on(tern_spin spin) {
    enum { PAUSES = 16 };
    if (spin.deadline == 0) return false;
    for (int i = 0; i < PAUSES; i++) tern_relax();
    return tern_nanoseconds() < spin.deadline;
}

#endif
