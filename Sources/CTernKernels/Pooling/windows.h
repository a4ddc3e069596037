// Which windows of a pooling cover an input position.
#ifndef TERN_POOLING_WINDOWS_H
#define TERN_POOLING_WINDOWS_H

#include "../Support/geometry.h"

/// Those that begin at most `reach` = (kernel - 1) * dilation before it. With a dilation, some of them step over it.
static inline tern_range tern_windows_covering(int64_t position, int64_t pad, int64_t reach, int64_t stride, int64_t count) {
    return tern_steps_inside((tern_range){0, count}, -pad, stride, (tern_range){position - reach, position + 1});
}

#endif
