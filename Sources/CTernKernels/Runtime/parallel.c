// Parallel loops: how many threads there are, and into which pieces a loop is cut for them.
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1  // sysconf's processor count under -std=c17
#endif
#include "environment.h"
#include "pool.h"

#include <pthread.h>
#include <stdatomic.h>
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

int32_t tern_processor_count(void) { return clamped(sysconf(_SC_NPROCESSORS_ONLN)); }

static void read_environment(void) {
    const long count = tern_environment_number("TERN_NUM_THREADS", "threads", tern_processor_count(), 1, MOST_THREADS);
    int32_t unset = 0;  // a count that was set before anyone asked stays
    atomic_compare_exchange_strong(&thread_count, &unset, clamped(count));
}

int32_t tern_thread_count(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, read_environment);
    return atomic_load_explicit(&thread_count, memory_order_relaxed);
}

void tern_set_thread_count(int32_t count) { atomic_store(&thread_count, clamped(count)); }

typedef struct {
    int64_t threads, pieces;
} division;

// How a loop is cut; `threads` 1 means that it is not.
static division divide(int64_t count, int64_t grain) {
    const int64_t most_pieces = count / (grain < 1 ? 1 : grain);
    int64_t threads = tern_thread_count();
    if (threads > most_pieces) threads = most_pieces > 0 ? most_pieces : 1;
    const int64_t wanted = threads * PIECES_PER_THREAD;
    return (division){threads, wanted < most_pieces ? wanted : most_pieces};
}

static bool run_in_pool(division cut, int64_t count, tern_pool_body body, void *context) {
    const int64_t piece = count / cut.pieces + (count % cut.pieces != 0);
    return tern_pool_run(count, piece, (int32_t)cut.threads - 1, body, context);
}

typedef struct {
    tern_range_body body;
    void *context;
} plain_loop;

static void run_plain_piece(void *context, int32_t seat, int64_t begin, int64_t end) {
    (void)seat;
    const plain_loop *loop = context;
    loop->body(loop->context, begin, end);
}

void tern_parallel_for(int64_t count, int64_t grain, tern_range_body body, void *context) {
    if (count <= 0) return;
    const division cut = divide(count, grain);
    plain_loop loop = {body, context};
    if (cut.threads > 1 && run_in_pool(cut, count, run_plain_piece, &loop)) return;
    body(context, 0, count);
}

typedef struct {
    tern_scratch_body body;
    void *context;
    char *scratch;
    size_t bytes;
} scratch_loop;

static void run_scratch_piece(void *context, int32_t seat, int64_t begin, int64_t end) {
    const scratch_loop *loop = context;
    loop->body(loop->context, loop->scratch + loop->bytes * (size_t)seat, begin, end);
}

bool tern_parallel_for_scratch(int64_t count, int64_t grain, size_t bytes, tern_scratch_body body, void *context) {
    if (count <= 0) return true;
    const division cut = divide(count, grain);
    const size_t line = 64;  // threads do not share cache lines
    scratch_loop loop = {.body = body, .context = context, .bytes = (bytes + line - 1) / line * line};
    loop.scratch = tern_allocate(loop.bytes * (size_t)cut.threads, false);
    if (!loop.scratch) return false;
    if (cut.threads == 1 || !run_in_pool(cut, count, run_scratch_piece, &loop)) body(context, loop.scratch, 0, count);
    tern_deallocate(loop.scratch);
    return true;
}
