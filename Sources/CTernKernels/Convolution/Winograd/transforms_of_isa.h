// Template: both tile sizes for one instruction set.

// The first `count` channels at p, zeros after them.
TERN_INLINE TERN_V TERN_NAME(load_part)(const float *p, int64_t count) {
    float lanes[TERN_VW] = {0};
    for (int64_t i = 0; i < count; i++) lanes[i] = p[i];
    return TERN_LOAD(lanes);
}

#define TERN_TILE 2
#define TERN_WINOGRAD(x) TERN_NAME(winograd2_##x)
#define TERN_WINOGRAD_TABLE TERN_NAME(winograd2)
#include "points_2.h"
#include "transforms_kernel.h"
#undef TERN_TILE
#undef TERN_WINOGRAD
#undef TERN_WINOGRAD_TABLE

#define TERN_TILE 4
#define TERN_WINOGRAD(x) TERN_NAME(winograd4_##x)
#define TERN_WINOGRAD_TABLE TERN_NAME(winograd4)
#include "points_4.h"
#include "transforms_kernel.h"
#undef TERN_TILE
#undef TERN_WINOGRAD
#undef TERN_WINOGRAD_TABLE
