// Stopping a cell from outside.
//
// A cell looks at a flag at each loop's head and before each statement. Where it doesn't come to one (a recursion, a call that waits),
// the main thread looks where the cell's thread is, some milliseconds apart, and stops it as soon as it can't hold a lock of the
// allocator or of a runtime: in code of a cell, or twice in the same waiting system call with nothing of Tern's below it, because
// a parallel loop that is left in the middle would use the dead caller's memory.
#include "host_private.h"
#if defined(__linux__)

#include <signal.h>
#include <string.h>

static atomic_bool is_requested;
static volatile stop_reason why;
static void *last_pc, *last_stack;     // of the cell's thread, touched by its handler alone

enum { LOOK_SIGNAL = SIGUSR2 };

static bool is_system_call(const unsigned char *pc) {
#if defined(__x86_64__)
    return (pc[-2] == 0x0f && pc[-1] == 0x05) || (pc[0] == 0x0f && pc[1] == 0x05);
#else
    static const unsigned char call[4] = {0x01, 0x00, 0x00, 0xd4};
    return memcmp(pc - 4, call, 4) == 0 || memcmp(pc, call, 4) == 0;
#endif
}

static bool passes_host_code(void *pc, void **frame) {
    void *frames[FRAME_LIMIT];
    const int count = walk_frames(pc, frame, frames, FRAME_LIMIT);
    for (int i = 0; i < count; i++)
        if (images_is_host_code(frames[i])) return true;
    return false;
}

static void on_look(int signal_number, siginfo_t *info, void *raw_context) {
    (void)signal_number;
    (void)info;
    if (!atomic_load(&is_requested) || !cell_thread_is_current() || !cell_thread_is_busy()) return;
    const ucontext_t *context = raw_context;
#if defined(__x86_64__)
    void *pc = (void *)context->uc_mcontext.gregs[REG_RIP];
    void **frame = (void **)context->uc_mcontext.gregs[REG_RBP];
    void *stack = (void *)context->uc_mcontext.gregs[REG_RSP];
#else
    void *pc = (void *)context->uc_mcontext.pc;
    void **frame = (void **)context->uc_mcontext.regs[29];
    void *stack = (void *)context->uc_mcontext.sp;
#endif
    const bool is_same_place = pc == last_pc && stack == last_stack;
    last_pc = pc;
    last_stack = stack;
    const bool waits = is_same_place && is_system_call(pc) && !passes_host_code(pc, frame);
    if (!images_is_cell_code(pc) && !waits) return;
    cell_stop.reason = why;
    cell_stop.signal = 0;
    cell_stop.code = 0;
    cell_stop.stack_overflow = false;
    cell_stop.frame_count = walk_frames(pc, frame, cell_stop.frames, FRAME_LIMIT);
    wake_send(WAKE_CELL_STOPPED);
    stop_here_for_ever();
}

void interrupt_install_handler(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_look;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigaction(LOOK_SIGNAL, &action, NULL);
}

void interrupt_request(stop_reason reason) {
    if (!cell_thread_is_busy() || atomic_load(&is_requested)) return;
    why = reason;
    atomic_store(&is_requested, true);
}

void interrupt_clear(void) {
    last_pc = last_stack = NULL;
    atomic_store(&is_requested, false);
}

bool interrupt_is_requested(void) { return atomic_load_explicit(&is_requested, memory_order_relaxed); }

stop_reason interrupt_reason(void) { return why; }

void interrupt_tick(void) {
    if (cell_thread_is_busy()) pthread_kill(cell_thread_id(), LOOK_SIGNAL);
}

void notebook_check(void) {
    if (__builtin_expect(interrupt_is_requested(), 0) && cell_thread_is_current()) stop_cell_thread(why, 0);
}

#endif
