// Per-thread slots. Swift has no thread-local variables of its own; C11's are a register-relative load.
#include "../include/tern_runtime.h"

static _Thread_local intptr_t slots[TERN_SLOT_COUNT];

intptr_t tern_thread_slot_get(tern_thread_slot slot) { return slots[slot]; }
void tern_thread_slot_set(tern_thread_slot slot, intptr_t value) { slots[slot] = value; }
