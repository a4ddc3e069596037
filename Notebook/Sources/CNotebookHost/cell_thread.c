// The thread that cells run on.
#include "host_private.h"
#if defined(__linux__)

#include <dlfcn.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { STACK_SIZE = 16 << 20, SIGNAL_STACK_SIZE = 64 << 10, GUARD_SIZE = 64 << 10 };

// One for each thread that there has been: a stopped thread keeps its own.
typedef struct {
    pthread_t thread;
    char *stack;                     // lowest address: the guard
    sem_t has_work;
    int number;
    bool is_freeing;
    char path[4096];                 // of the library, or the name of the variable
    sigjmp_buf top_level;
    atomic_bool is_busy;
    atomic_int statement;
    const char *status;              // of the work that ended last
    char message[1024];
} cell_thread;

static cell_thread *_Atomic current;
static _Thread_local cell_thread *own;

bool cell_thread_is_current(void) { return own && own == atomic_load(&current); }
bool cell_thread_is_busy(void) { return atomic_load(&atomic_load(&current)->is_busy); }
int cell_thread_statement(void) { return atomic_load(&atomic_load(&current)->statement); }
pthread_t cell_thread_id(void) { return atomic_load(&current)->thread; }

bool cell_thread_owns_address(const void *address) {
    const char *stack = atomic_load(&current)->stack;
    return (const char *)address >= stack && (const char *)address < stack + GUARD_SIZE + STACK_SIZE;
}

int32_t notebook_cell_number(void) { return atomic_load(&current)->number; }

void notebook_step(int32_t statement) {
    if (own) atomic_store_explicit(&own->statement, statement, memory_order_relaxed);
    notebook_check();
}

// Ends the life of a variable's value; in Swift.
extern void notebook_free_variable(int cell, const char *name, void *address);

void cell_thread_emit_done(void) {
    cell_thread *thread = atomic_load(&current);
    char text[2048] = "";
    append_json_string(text, sizeof text, thread->message);
    emit_format(
        "{\"event\":\"done\",\"status\":\"%s\",\"statement\":%d,\"message\":%s}\n", thread->status,
        atomic_load(&thread->statement), text);
}

static void note_done(const char *status, const char *message) {
    own->status = status;
    snprintf(own->message, sizeof own->message, "%s", message ? message : "");
}

static void run_cell(void) {
    void *library = dlopen(own->path, RTLD_NOW | RTLD_GLOBAL);
    char name[64];
    snprintf(name, sizeof name, "cell_%d_main", own->number);
    int (*enter)(int, char **) = library ? (int (*)(int, char **))dlsym(library, name) : NULL;
    const char *problem = enter ? "" : dlerror();
    const char *status = "load";
    if (enter) {
        images_note_cell(own->number, library);
        static char cell_name[] = "cell";
        static char *arguments[] = {cell_name, NULL};
        status = "error";
        if (sigsetjmp(own->top_level, 1) == 0) {
            enter(1, arguments);
            status = "ok";
        }
    }
    fflush(stdout);
    fflush(stderr);
    note_done(status, problem);
}

// A value's deinitialiser is code of a cell like any other.
static void free_variable(void) {
    void *address = images_find_variable(own->number, own->path);
    if (address) notebook_free_variable(own->number, own->path, address);
    fflush(stdout);
    note_done("ok", "");
}

static void *run_cells(void *context) {
    own = context;
    stack_t signals = {.ss_sp = malloc(SIGNAL_STACK_SIZE), .ss_size = SIGNAL_STACK_SIZE};
    sigaltstack(&signals, NULL);
    for (;;) {
        while (sem_wait(&own->has_work) != 0) continue;
        if (own->is_freeing)
            free_variable();
        else
            run_cell();
        // Idle before anybody hears of it: the next cell may come at once, and what is meant for it must find it.
        atomic_store(&own->is_busy, false);
        wake_send(WAKE_DONE);
    }
    return NULL;
}

void cell_thread_start(void) {
    cell_thread *fresh = calloc(1, sizeof *fresh);
    fresh->stack = mmap(
        NULL, GUARD_SIZE + STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (fresh->stack == MAP_FAILED) _exit(71);
    mprotect(fresh->stack, GUARD_SIZE, PROT_NONE);
    sem_init(&fresh->has_work, 0, 0);
    atomic_store(&current, fresh);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, fresh->stack + GUARD_SIZE, STACK_SIZE);
    if (pthread_create(&fresh->thread, &attributes, run_cells, fresh) != 0) _exit(71);
    pthread_attr_destroy(&attributes);
}

static void give_work(int number, const char *path, bool is_freeing) {
    cell_thread *thread = atomic_load(&current);
    thread->number = number;
    thread->is_freeing = is_freeing;
    snprintf(thread->path, sizeof thread->path, "%s", path);
    atomic_store(&thread->statement, -1);
    atomic_store(&thread->is_busy, true);
    sem_post(&thread->has_work);
}

void cell_thread_run(int number, const char *path) { give_work(number, path, false); }

void cell_thread_free(int number, const char *variable) { give_work(number, variable, true); }

// Tells the engine about an error value; in Swift.
extern void notebook_describe_error(const void *error);

// Cells are linked so that an error that nobody caught comes here. All their frames have ended but the first, so it can be left.
__attribute__((swiftcall, noreturn, visibility("default"))) void __wrap_swift_errorInMain(void *error) {
    notebook_describe_error(error);
    if (!cell_thread_is_current()) abort();
    siglongjmp(own->top_level, 1);
}

#endif
