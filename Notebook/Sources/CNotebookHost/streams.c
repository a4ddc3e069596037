// A thread that stopped in the middle of `print` holds the lock of the standard output for ever.
#include "host_private.h"
#if defined(__linux__)

#include <stdio.h>
#include <stdio_ext.h>
#include <unistd.h>

static void release(FILE **stream, int descriptor, int buffering) {
    if (ftrylockfile(*stream) == 0) {
        fflush(*stream);
        funlockfile(*stream);
        return;
    }
    // Nobody else uses what a stopped thread has locked: its text goes out, and a stream without a lock takes its place.
    fflush_unlocked(*stream);
    FILE *fresh = fdopen(descriptor, "w");
    if (!fresh) return;
    setvbuf(fresh, NULL, buffering, BUFSIZ);
    *stream = fresh;
}

void streams_release(void) {
    release(&stdout, STDOUT_FILENO, _IOLBF);
    release(&stderr, STDERR_FILENO, _IONBF);
}

#endif
