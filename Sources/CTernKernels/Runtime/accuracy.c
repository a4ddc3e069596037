// Whether kernels that trade some accuracy for speed may be chosen: TERN_STRICT=1 or a call forbids them.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "../include/tern_runtime.h"

static atomic_bool is_strict;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void read_environment(void) {
    const char *setting = getenv("TERN_STRICT");
    atomic_store(&is_strict, setting && *setting && strcmp(setting, "0") != 0);
}

bool tern_strict_accuracy(void) {
    pthread_once(&once, read_environment);
    return atomic_load_explicit(&is_strict, memory_order_relaxed);
}

void tern_set_strict_accuracy(bool strict) {
    pthread_once(&once, read_environment);
    atomic_store(&is_strict, strict);
}
