// A small persistent thread pool: one job at a time, whose pieces the caller and the workers take in turn.
//
// A wake-up from the kernel takes 30 to 50 microseconds in a virtual machine, as long as a small layer. So a worker that has
// run out of work first spins for TERN_SPIN_US microseconds (default 80) and finds the next job within a fraction of one;
// only then does it sleep. The caller never waits for a worker to wake up: it takes pieces itself, closes the job, and
// waits only for the workers that have joined by then.
//
// Joining goes through one atomic word, `gate`: how many seats of the open job are still free, and how many workers are
// inside. A worker that has joined may read the job until it leaves; the caller changes the job only when the gate is
// closed and nobody is inside.
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1  // signal masks under -std=c17
#endif
#include "pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "environment.h"
#include "spin.h"

static struct {
    int64_t count, piece;
    int32_t helpers;
    tern_pool_body body;
    void *context;
} job;
static _Alignas(128) _Atomic int64_t next_begin;   // where the job's next piece begins; apart from what is only read

enum { INSIDE = 1 << 16, SEAT = 1, SEATS = INSIDE - 1 };   // the gate's two halves: workers inside, free seats
static _Alignas(128) _Atomic uint32_t gate;

// Taken for the length of a job.
static pthread_mutex_t job_turn = PTHREAD_MUTEX_INITIALIZER;

// For those who sleep: the counts are read without the lock by those who would have to wake them.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t job_opened = PTHREAD_COND_INITIALIZER;
static pthread_cond_t worker_left = PTHREAD_COND_INITIALIZER;
static _Atomic int32_t sleeping_workers;
static atomic_bool caller_sleeps;

static int32_t worker_count;                      // guarded by job_turn
static _Atomic int64_t spin_nanoseconds;          // 0 where threads outnumber processors: spinning would delay the others

// Only the forking thread lives on in a child process, so a pool there would wait for workers that do not exist.
static atomic_bool is_forked_child;

static _Thread_local bool is_inside_job;

static void take_pieces(int32_t seat) {
    for (;;) {
        int64_t begin = atomic_fetch_add_explicit(&next_begin, job.piece, memory_order_relaxed);
        if (begin >= job.count) return;
        int64_t left = job.count - begin;
        job.body(job.context, seat, begin, begin + (left < job.piece ? left : job.piece));
    }
}

// Takes a free seat: its number, or 0 when there is none.
static int32_t take_seat(void) {
    uint32_t seen = atomic_load_explicit(&gate, memory_order_relaxed);
    while (seen & SEATS) {
        const uint32_t joined = seen - SEAT + INSIDE;
        if (atomic_compare_exchange_weak_explicit(&gate, &seen, joined, memory_order_acquire, memory_order_relaxed))
            return job.helpers + 1 - (int32_t)(seen & SEATS);
    }
    return 0;
}

static void leave(void) {
    // Sequentially consistent, as in `wait_for_workers`: either this thread sees the sleeping caller, or the caller the empty job.
    uint32_t before = atomic_fetch_sub(&gate, INSIDE);
    if (before - INSIDE == 0 && atomic_load(&caller_sleeps)) {
        pthread_mutex_lock(&lock);
        pthread_cond_signal(&worker_left);
        pthread_mutex_unlock(&lock);
    }
}

static void sleep_until_open(void) {
    pthread_mutex_lock(&lock);
    atomic_fetch_add(&sleeping_workers, 1);
    while (!(atomic_load(&gate) & SEATS)) pthread_cond_wait(&job_opened, &lock);
    atomic_fetch_sub(&sleeping_workers, 1);
    pthread_mutex_unlock(&lock);
}

static void *work_forever(void *unused) {
    (void)unused;
    is_inside_job = true;      // whatever a worker runs is part of a job
    for (;;) {
        tern_spin spin = tern_spin_for(atomic_load_explicit(&spin_nanoseconds, memory_order_relaxed));
        int32_t seat;
        while (!(seat = take_seat()))
            if (!tern_spin_on(spin)) sleep_until_open();
        take_pieces(seat);
        // The pieces are all taken; nobody needs to join any more.
        atomic_fetch_and_explicit(&gate, ~(uint32_t)SEATS, memory_order_relaxed);
        leave();
    }
    return NULL;
}

static void note_fork(void) { atomic_store(&is_forked_child, true); }
static void watch_forks(void) { pthread_atfork(NULL, NULL, note_fork); }

// Starts workers until there are `wanted`, or as many as the system grants. Signals stay with the program's own threads.
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

static long spin_microseconds;
static void read_spin(void) { spin_microseconds = tern_environment_number("TERN_SPIN_US", "microseconds", 80, 0, 1000000); }

// The window for which idle threads spin. Asked again for each new number of workers, because it depends on that.
static int64_t spin_window(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, read_spin);
    const long microseconds = spin_microseconds;
    if (microseconds <= 0 || worker_count >= tern_processor_count()) return 0;
    return (int64_t)microseconds * 1000;
}

static void open_for_workers(int32_t helpers) {
    if (worker_count < helpers) {
        start_workers(helpers);
        atomic_store_explicit(&spin_nanoseconds, spin_window(), memory_order_relaxed);
    }
    // Sequentially consistent, as in `sleep_until_open`: either this thread sees the sleeper, or the sleeper the open gate.
    atomic_store(&gate, (uint32_t)helpers);
    if (atomic_load(&sleeping_workers) == 0) return;
    pthread_mutex_lock(&lock);
    for (int32_t i = 0; i < helpers; i++) pthread_cond_signal(&job_opened);   // no more than there are seats
    pthread_mutex_unlock(&lock);
}

static void wait_for_workers(void) {
    atomic_fetch_and(&gate, ~(uint32_t)SEATS);
    tern_spin spin = tern_spin_for(atomic_load_explicit(&spin_nanoseconds, memory_order_relaxed));
    while (atomic_load_explicit(&gate, memory_order_acquire) != 0) {
        if (tern_spin_on(spin)) continue;
        pthread_mutex_lock(&lock);
        atomic_store(&caller_sleeps, true);
        while (atomic_load(&gate) != 0) pthread_cond_wait(&worker_left, &lock);
        atomic_store(&caller_sleeps, false);
        pthread_mutex_unlock(&lock);
    }
}

bool tern_pool_run(int64_t count, int64_t piece, int32_t helpers, tern_pool_body body, void *context) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (is_inside_job || atomic_load_explicit(&is_forked_child, memory_order_relaxed)) return false;
    pthread_once(&once, watch_forks);
    if (pthread_mutex_trylock(&job_turn) != 0) return false;
    job.count = count;
    job.piece = piece;
    job.helpers = helpers;
    job.body = body;
    job.context = context;
    atomic_store_explicit(&next_begin, 0, memory_order_relaxed);
    is_inside_job = true;
    open_for_workers(helpers);
    take_pieces(0);
    wait_for_workers();
    is_inside_job = false;
    pthread_mutex_unlock(&job_turn);
    return true;
}
