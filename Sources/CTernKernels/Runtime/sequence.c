// A count of everything that was ever asked for a number.
#include "../include/tern_runtime.h"

#include <stdatomic.h>

int64_t tern_next_sequence_number(void) {
    static _Atomic int64_t last;
    return atomic_fetch_add_explicit(&last, 1, memory_order_relaxed) + 1;
}
