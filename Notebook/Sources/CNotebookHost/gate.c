// A cell that waits for something that another thread will do.
#include "host_private.h"
#if defined(__linux__)

#include <errno.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

struct notebook_gate { sem_t opened; };

notebook_gate *notebook_gate_create(void) {
    notebook_gate *gate = malloc(sizeof *gate);
    sem_init(&gate->opened, 0, 0);
    return gate;
}

void notebook_gate_open(notebook_gate *gate) { sem_post(&gate->opened); }

void notebook_gate_wait(notebook_gate *gate) {
    for (;;) {
        notebook_check();
        struct timespec soon;
        clock_gettime(CLOCK_REALTIME, &soon);
        soon.tv_nsec += 20000000;
        if (soon.tv_nsec >= 1000000000) soon.tv_sec++, soon.tv_nsec -= 1000000000;
        if (sem_timedwait(&gate->opened, &soon) == 0) return;
    }
}

void notebook_gate_destroy(notebook_gate *gate) {
    sem_destroy(&gate->opened);
    free(gate);
}

#endif
