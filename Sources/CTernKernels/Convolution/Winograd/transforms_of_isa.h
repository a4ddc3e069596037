// Template: both tile sizes for one instruction set.

#include "../Epilogue/apply_kernel.h"

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
