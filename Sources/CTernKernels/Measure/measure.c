// Peak arithmetic and memory rates, measured in all threads at once.
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "../Support/stream.h"
#include "../include/tern_measure.h"
#include "../include/tern_runtime.h"
#include "kernel.h"

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

enum {
    ATTEMPTS = 12,
    ROUNDS = 400000,                // about 5 ms
    COPIED_FLOATS = 16 << 20,       // 64 MiB each way
    CHUNK_FLOATS = 1 << 18,
};

static void run_arithmetic(void *context, int64_t begin, int64_t end) {
    atomic_llong *count = context;
    for (int64_t i = begin; i < end; i++) {
        float sums[64] = {0.5f, 0.25f};
        const int64_t done = tern_measure_kernels_of(tern_current_isa())->multiply_add(ROUNDS, sums);
        // A sum that nobody reads would not be computed.
        atomic_fetch_add(count, sums[0] == 0 ? 0 : done);
    }
}

double tern_measure_operation_rate(void) {
    double best = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        atomic_llong count = 0;
        const double start = now();
        tern_parallel_for(tern_thread_count(), 1, run_arithmetic, &count);
        const double rate = 2 * (double)atomic_load(&count) / (now() - start);
        if (rate > best) best = rate;
    }
    return best;
}

typedef struct {
    float *out;
    const float *x;
    bool stream;
} copy_run;

static void run_copy(void *context, int64_t begin, int64_t end) {
    const copy_run *run = context;
    const int64_t first = begin * CHUNK_FLOATS;
    tern_measure_kernels_of(tern_current_isa())->copy(run->out + first, run->x + first, (end - begin) * CHUNK_FLOATS, run->stream);
    if (run->stream) tern_finish_streaming();
}

double tern_measure_memory_rate(void) {
    const size_t bytes = sizeof(float) * COPIED_FLOATS;
    float *out = tern_allocate(bytes, false), *x = tern_allocate(bytes, true);
    double best = 0;
    for (int attempt = 0; out && x && attempt < ATTEMPTS; attempt++) {
        const double start = now();
        copy_run run = {out, x, attempt % 2 == 0};
        tern_parallel_for(COPIED_FLOATS / CHUNK_FLOATS, 1, run_copy, &run);
        const double rate = 2 * (double)bytes / (now() - start);
        if (rate > best) best = rate;
    }
    tern_deallocate(out);
    tern_deallocate(x);
    return best;
}
