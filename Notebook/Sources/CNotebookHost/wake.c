// How other threads, also from signal handlers, wake the main thread.
#include "host_private.h"
#if defined(__linux__)

#include <fcntl.h>
#include <unistd.h>

static int ends[2];

int wake_open(void) {
    if (pipe2(ends, O_CLOEXEC) != 0) _exit(71);
    return ends[0];
}

void wake_send(char what) {
    while (write(ends[1], &what, 1) < 0) continue;
}

#endif
