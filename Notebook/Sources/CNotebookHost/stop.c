// Threads that stop for ever, and why.
#include "host_private.h"
#if defined(__linux__)

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

stop_record cell_stop;
stop_record other_stop;

static _Thread_local sigjmp_buf walk_guard;
static _Thread_local volatile bool is_walking;
static atomic_flag other_is_noted = ATOMIC_FLAG_INIT;
static atomic_int other_count;

// Follows the frame pointers. A frame of code without them may lead anywhere: then the walk ends at the fault.
int walk_frames(void *pc, void **frame, void **frames, int limit) {
    volatile int count = 0;
    frames[count++] = pc;
    if (sigsetjmp(walk_guard, 1) == 0) {
        is_walking = true;
        while (count < limit && frame && ((uintptr_t)frame & 7) == 0) {
            void **next = (void **)frame[0];
            void *return_address = frame[1];
            if (!return_address) break;
            frames[count++] = (char *)return_address - 1;      // within the call, for its line
            if (next <= frame || (char *)next - (char *)frame > (64L << 20)) break;
            frame = next;
        }
    }
    is_walking = false;
    return count;
}

void stop_here_for_ever(void) {
    sigset_t all;
    sigfillset(&all);
    for (;;) sigsuspend(&all);
}

static void context_position(const ucontext_t *context, void **pc, void ***frame) {
#if defined(__x86_64__)
    *pc = (void *)context->uc_mcontext.gregs[REG_RIP];
    *frame = (void **)context->uc_mcontext.gregs[REG_RBP];
#elif defined(__aarch64__)
    *pc = (void *)context->uc_mcontext.pc;
    *frame = (void **)context->uc_mcontext.regs[29];
#else
#error "the frames of this processor are not known"
#endif
}

static void on_trap(int signal_number, siginfo_t *info, void *raw_context) {
    if (is_walking) siglongjmp(walk_guard, 1);
    void *pc, **frame;
    context_position(raw_context, &pc, &frame);
    const bool is_main = getpid() == (pid_t)syscall(SYS_gettid);
    const bool is_cell = cell_thread_is_current();
    if (!is_main && !is_cell) {
        atomic_fetch_add(&other_count, 1);
        if (atomic_flag_test_and_set(&other_is_noted)) stop_here_for_ever();
    }
    stop_record *record = is_cell ? &cell_stop : &other_stop;
    record->reason = is_cell ? STOP_TRAP : STOP_OTHER_THREAD;
    record->signal = signal_number;
    record->stack_overflow = is_cell && signal_number == SIGSEGV && cell_thread_owns_address(info->si_addr);
    record->frame_count = walk_frames(pc, frame, record->frames, FRAME_LIMIT);
    if (is_main) {
        // Without the main thread there is no host: the engine starts another.
        emit_stop(record, cell_thread_statement(), true);
        _exit(70);
    }
    wake_send(is_cell ? WAKE_CELL_STOPPED : WAKE_OTHER_STOPPED);
    stop_here_for_ever();
}

int stop_count_others(void) { return atomic_load(&other_count); }

void stop_forget_other(void) { atomic_flag_clear(&other_is_noted); }

void stop_cell_thread(stop_reason reason, int code) {
    cell_stop.reason = reason;
    cell_stop.code = code;
    cell_stop.signal = 0;
    cell_stop.stack_overflow = false;
    void **frame = __builtin_frame_address(0);
    cell_stop.frame_count = walk_frames((char *)frame[1] - 1, (void **)frame[0], cell_stop.frames, FRAME_LIMIT);
    wake_send(WAKE_CELL_STOPPED);
    stop_here_for_ever();
}

void stop_install_handlers(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_trap;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    const int signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
}

// Cells are linked so that their calls of `exit` come here: a notebook shouldn't end with a cell.
__attribute__((noreturn, visibility("default"))) void __wrap_exit(int code) {
    if (cell_thread_is_current() && cell_thread_is_busy()) stop_cell_thread(STOP_EXIT, code);
    _exit(code);
}

__attribute__((noreturn, visibility("default"))) void __wrap__exit(int code) { __wrap_exit(code); }

#endif
