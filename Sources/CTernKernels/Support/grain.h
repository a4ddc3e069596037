// How finely a parallel loop is cut: handing out a range costs about as much as some ten thousand simple operations.
#ifndef TERN_SUPPORT_GRAIN_H
#define TERN_SUPPORT_GRAIN_H

#include <stdint.h>

/// The fewest items worth handing to a thread, when one item takes about `operations` multiply-adds.
static inline int64_t tern_grain(int64_t operations) {
    const int64_t worthwhile = 32768;
    return operations >= worthwhile ? 1 : worthwhile / (operations > 0 ? operations : 1);
}

#endif
