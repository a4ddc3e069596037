#ifndef HOST_PRIVATE_H
#define HOST_PRIVATE_H
#if defined(__linux__)

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

#include "include/notebook_host.h"

enum { EVENT_FD = 3, COMMAND_FD = 4, ACKNOWLEDGE_FD = 5 };

// Why a thread stopped for ever.
typedef enum { STOP_TRAP, STOP_INTERRUPT, STOP_EXIT, STOP_OTHER_THREAD } stop_reason;

enum { FRAME_LIMIT = 64 };

// A stopped thread as its last act wrote it down; read by the main thread.
typedef struct {
    stop_reason reason;
    int signal;              // of a trap
    int code;                // of exit
    bool stack_overflow;
    int frame_count;
    void *frames[FRAME_LIMIT];
} stop_record;

// What a stopping thread tells the main thread, one byte in a pipe.
enum { WAKE_DONE = 'd', WAKE_CELL_STOPPED = 'c', WAKE_OTHER_STOPPED = 'o' };

// events.c
void emit_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
void append_json_string(char *buffer, size_t size, const char *text);
void emit_stop(const stop_record *record, int statement, bool other_thread);

// wake.c
int wake_open(void);
void wake_send(char what);

// cell_thread.c
void cell_thread_start(void);                            // a new one; the one before has stopped or there was none
void cell_thread_run(int number, const char *path);
void cell_thread_free(int number, const char *variable);
bool cell_thread_is_current(void);
bool cell_thread_is_busy(void);
void cell_thread_emit_done(void);                        // on the main thread: tells the engine how the last work ended
int cell_thread_statement(void);
pthread_t cell_thread_id(void);
bool cell_thread_owns_address(const void *address);     // within its stack or the guard below
extern stop_record cell_stop;
extern stop_record other_stop;

// stop.c
void stop_install_handlers(void);
int stop_count_others(void);                             // threads besides the cell's that have stopped so far
void stop_forget_other(void);                            // `other_stop` may be written again
void stop_cell_thread(stop_reason reason, int code) __attribute__((noreturn));
int walk_frames(void *pc, void **frame, void **frames, int limit);
void stop_here_for_ever(void) __attribute__((noreturn));

// interrupt.c
void interrupt_install_handler(void);
void interrupt_request(stop_reason reason);             // on the main thread: the cell shall stop
void interrupt_clear(void);
bool interrupt_is_requested(void);
stop_reason interrupt_reason(void);
void interrupt_tick(void);                               // on the main thread, every few milliseconds while requested

// images.c
void images_note_cell(int number, void *handle);
void *images_find_variable(int number, const char *name);
bool images_is_cell_code(const void *pc);
bool images_is_host_code(const void *pc);
void images_set_host(void);

// streams.c
void streams_release(void);

#endif
#endif
