// A small persistent thread pool: one job at a time, whose pieces the caller and the workers take in turn.
//
// Workers are started when a job first needs them and then sleep on a condition variable until the process ends. The
// caller never waits for a worker to wake up: it takes pieces itself, closes the job, and waits only for the workers
// that have joined by then.
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1  // signal masks under -std=c17
#endif
#include "pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

typedef struct {
    int64_t count, piece;
    tern_range_body body;
    void *context;
    _Atomic int64_t next;      // where the next piece begins
} job;

// Taken for the length of a job.
static pthread_mutex_t job_turn = PTHREAD_MUTEX_INITIALIZER;

// The state below is guarded by `lock`.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t job_opened = PTHREAD_COND_INITIALIZER;
static pthread_cond_t worker_left = PTHREAD_COND_INITIALIZER;
static job *open_job;          // NULL: nothing to join
static int32_t places;         // how many more workers may join it
static int32_t working;        // workers inside a job
static int32_t worker_count;

// Only the forking thread lives on in a child process, so a pool there would wait for workers that do not exist.
static atomic_bool is_forked_child;

static _Thread_local bool is_inside_job;

static void take_pieces(job *work) {
    for (;;) {
        int64_t begin = atomic_fetch_add_explicit(&work->next, work->piece, memory_order_relaxed);
        if (begin >= work->count) return;
        int64_t left = work->count - begin;
        work->body(work->context, begin, begin + (left < work->piece ? left : work->piece));
    }
}

static void *work_forever(void *unused) {
    (void)unused;
    is_inside_job = true;      // whatever a worker runs is part of a job
    pthread_mutex_lock(&lock);
    for (;;) {
        while (!open_job || places == 0) pthread_cond_wait(&job_opened, &lock);
        job *work = open_job;
        places--;
        working++;
        pthread_mutex_unlock(&lock);
        take_pieces(work);
        pthread_mutex_lock(&lock);
        // The pieces are all taken; nobody needs to join any more.
        if (open_job == work) open_job = NULL;
        if (--working == 0) pthread_cond_signal(&worker_left);
    }
    return NULL;
}

static void note_fork(void) { atomic_store(&is_forked_child, true); }
static void watch_forks(void) { pthread_atfork(NULL, NULL, note_fork); }

// Starts workers until there are `wanted`, or as many as the system grants. Signals stay with the program's own
// threads.
static void start_workers(int32_t wanted) {
    sigset_t all, previous;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    while (worker_count < wanted) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, work_forever, NULL) != 0) break;
        pthread_detach(thread);
        worker_count++;
    }
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
}

static void open_for_workers(job *work, int32_t helpers) {
    pthread_mutex_lock(&lock);
    if (worker_count < helpers) start_workers(helpers);
    open_job = work;
    places = helpers;
    pthread_cond_broadcast(&job_opened);
    pthread_mutex_unlock(&lock);
}

static void close_and_wait(void) {
    pthread_mutex_lock(&lock);
    open_job = NULL;
    while (working > 0) pthread_cond_wait(&worker_left, &lock);
    pthread_mutex_unlock(&lock);
}

bool tern_pool_run(int64_t count, int64_t piece, int32_t helpers, tern_range_body body, void *context) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (is_inside_job || atomic_load(&is_forked_child)) return false;
    pthread_once(&once, watch_forks);
    if (pthread_mutex_trylock(&job_turn) != 0) return false;
    job work = {.count = count, .piece = piece, .body = body, .context = context};
    is_inside_job = true;
    open_for_workers(&work, helpers);
    take_pieces(&work);
    close_and_wait();
    is_inside_job = false;
    pthread_mutex_unlock(&job_turn);
    return true;
}
