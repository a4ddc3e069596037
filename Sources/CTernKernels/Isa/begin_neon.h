// Opens a section compiled for arm64: 32 registers of 4 floats. Isa/end.h closes it.
#define TERN_NAME(x) x##_neon
#define TERN_ISA_TAG TERN_ISA_NEON
#define TERN_VW 4
// 6 x 4 sums and 4 weights; the pixel is a lane of a register (fmla by element).
#define TERN_BLOCK_ROWS 6
#define TERN_BLOCK_VECTORS 4
#define TERN_OUTER_ROWS 6
#include "vector.h"
