// Parallel loops: how many threads there are, and into which pieces a loop is cut for them.
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1  // sysconf's processor count under -std=c17
#endif
#include "pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    MOST_THREADS = 256,
    PIECES_PER_THREAD = 4,  // so that a thread which comes late or runs slowly does not hold up the rest
};

static _Atomic int32_t thread_count;

static int32_t clamped(long count) {
    if (count < 1) return 1;
    return count > MOST_THREADS ? MOST_THREADS : (int32_t)count;
}

static void read_environment(void) {
    const char *setting = getenv("TERN_NUM_THREADS");
    long count = setting ? strtol(setting, NULL, 10) : 0;
    if (count <= 0) count = sysconf(_SC_NPROCESSORS_ONLN);
    int32_t unset = 0;  // a count that was set before anyone asked stays
    atomic_compare_exchange_strong(&thread_count, &unset, clamped(count));
}

int32_t tern_thread_count(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, read_environment);
    return atomic_load_explicit(&thread_count, memory_order_relaxed);
}

void tern_set_thread_count(int32_t count) { atomic_store(&thread_count, clamped(count)); }

void tern_parallel_for(int64_t count, int64_t grain, tern_range_body body, void *context) {
    if (count <= 0) return;
    if (grain < 1) grain = 1;
    int64_t threads = tern_thread_count(), most_pieces = count / grain;
    if (threads > most_pieces) threads = most_pieces;
    if (threads > 1) {
        int64_t pieces = threads * PIECES_PER_THREAD < most_pieces ? threads * PIECES_PER_THREAD : most_pieces;
        int64_t piece = count / pieces + (count % pieces != 0);
        if (tern_pool_run(count, piece, (int32_t)threads - 1, body, context)) return;
    }
    body(context, 0, count);
}
