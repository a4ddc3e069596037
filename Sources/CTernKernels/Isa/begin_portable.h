// Opens a section for any CPU: four lanes, blocks small enough for 16 registers. Isa/end.h closes it.
#define TERN_NAME(x) x##_portable
#define TERN_ISA_TAG TERN_ISA_PORTABLE
#define TERN_VW 4
#define TERN_BLOCK_ROWS 4
#define TERN_BLOCK_VECTORS 2
#define TERN_OUTER_ROWS 4
#include "vector.h"
