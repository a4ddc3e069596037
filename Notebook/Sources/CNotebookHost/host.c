// The host's main thread: commands in, what other threads report, and the queue of the main actor.
#include "host_private.h"
#if defined(__linux__)

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_INTERVAL = 10, LOOK_LIMIT = 300 };   // milliseconds between two looks at an interrupted cell, and how many

static int looks_left;

static void request_stop(stop_reason reason) {
    looks_left = LOOK_LIMIT;
    interrupt_request(reason);
}

static void obey(char *line) {
    int number, offset = 0;
    if (sscanf(line, "run %d %n", &number, &offset) == 1 && offset) {
        interrupt_clear();
        cell_thread_run(number, line + offset);
    } else if (strncmp(line, "load ", 5) == 0) {
        const char *problem = dlopen(line + 5, RTLD_NOW | RTLD_GLOBAL) ? "" : dlerror();
        char text[2048] = "";
        append_json_string(text, sizeof text, problem ? problem : "");
        emit_format("{\"event\":\"loaded\",\"message\":%s}\n", text);
    } else if (sscanf(line, "free %d %n", &number, &offset) == 1 && offset) {
        interrupt_clear();
        cell_thread_free(number, line + offset);
    } else if (strcmp(line, "interrupt") == 0) {
        request_stop(STOP_INTERRUPT);
    }
}

static void read_commands(void) {
    static char buffer[1 << 16];
    static size_t used;
    const ssize_t count = read(COMMAND_FD, buffer + used, sizeof buffer - used - 1);
    if (count < 0 && errno == EINTR) return;
    if (count <= 0) _exit(0);
    used += (size_t)count;
    char *begin = buffer, *end;
    while ((end = memchr(begin, '\n', used - (size_t)(begin - buffer)))) {
        *end = 0;
        obey(begin);
        begin = end + 1;
    }
    used -= (size_t)(begin - buffer);
    memmove(buffer, begin, used);
    if (used == sizeof buffer - 1) _exit(72);     // no command is that long
}

static void replace_cell_thread(void) {
    const int statement = cell_thread_statement();
    const bool other = cell_stop.reason == STOP_OTHER_THREAD;
    streams_release();
    emit_stop(other ? &other_stop : &cell_stop, statement, other);
    if (other) stop_forget_other();
    cell_thread_start();
    interrupt_clear();
    emit_format("{\"event\":\"done\",\"status\":\"stopped\",\"statement\":%d,\"message\":\"\"}\n", statement);
}

static void hear(char what) {
    switch (what) {
    case WAKE_DONE:
        interrupt_clear();
        cell_thread_emit_done();
        break;
    case WAKE_CELL_STOPPED:
        replace_cell_thread();
        break;
    case WAKE_OTHER_STOPPED:
        // The first such thread can be spared. Without the last one of their pool, tasks would wait for ever: then the host goes.
        // What made one thread trap may be about to make others: they get a moment, so that they are counted.
        usleep(50000);
        if (stop_count_others() >= sysconf(_SC_NPROCESSORS_ONLN)) {
            streams_release();
            emit_stop(&other_stop, cell_thread_statement(), true);
            _exit(70);
        }
        if (!cell_thread_is_busy()) stop_forget_other();   // nobody waits for it; its words are in the stream
        request_stop(STOP_OTHER_THREAD);
        break;
    }
}

// Work for the main actor comes through Dispatch's main queue, which somebody has to run.
static struct {
    int descriptor;
    void (*run)(void *);
} main_queue = {-1, NULL};

static void find_main_queue(void) {
    int (*handle)(void) = (int (*)(void))dlsym(RTLD_DEFAULT, "_dispatch_get_main_queue_handle_4CF");
    main_queue.run = (void (*)(void *))dlsym(RTLD_DEFAULT, "_dispatch_main_queue_callback_4CF");
    if (handle && main_queue.run) main_queue.descriptor = handle();
}

int notebook_host_main(void) {
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    images_set_host();
    stop_install_handlers();
    interrupt_install_handler();
    const int wake = wake_open();
    find_main_queue();
    cell_thread_start();
    emit_format("{\"event\":\"ready\",\"pid\":%d}\n", getpid());
    for (;;) {
        struct pollfd sources[3] = {
            {.fd = COMMAND_FD, .events = POLLIN}, {.fd = wake, .events = POLLIN},
            {.fd = main_queue.descriptor, .events = POLLIN},
        };
        const bool is_looking = interrupt_is_requested() && looks_left > 0;
        const int ready = poll(sources, 3, is_looking ? LOOK_INTERVAL : -1);
        if (is_looking && ready == 0) {
            looks_left--;
            interrupt_tick();
        }
        if (ready <= 0) continue;
        char what;
        if (sources[1].revents && read(wake, &what, 1) == 1) hear(what);
        if (sources[0].revents) read_commands();
        if (sources[2].revents) main_queue.run(NULL);
    }
}

#endif
