#include "watch.h"

#if defined(__linux__)
#include <sys/prctl.h>
#endif
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>

static void *watch(void *context) {
    // Only the end is asked for; what is in the pipe is left to its reader.
    struct pollfd source = {.fd = (int)(intptr_t)context, .events = 0};
    while (poll(&source, 1, -1) < 0 && errno == EINTR) continue;
    _exit(0);
}

void watch_for_engine(int descriptor) {
#if defined(__linux__)
    // Also where no thread gets to run any more, because a cell has stopped the process. If the engine has gone before, the thread sees it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    // Signals are for the threads that cells run on.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    if (pthread_create(&thread, NULL, watch, (void *)(intptr_t)descriptor) != 0) _exit(71);
    pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}
