// Template: all loops of batch normalisation for one instruction set.

typedef double TERN_NAME(norm_doubles) __attribute__((ext_vector_type(TERN_VW)));
typedef double TERN_NAME(norm_unaligned_doubles) __attribute__((ext_vector_type(TERN_VW), aligned(8), may_alias));
#define NORM_D TERN_NAME(norm_doubles)
#define NORM_LOAD(p) ((NORM_D)(*(const TERN_NAME(norm_unaligned_doubles) *)(p)))
#define NORM_STORE(p, v) (*(TERN_NAME(norm_unaligned_doubles) *)(p) = (v))
#define NORM_WIDEN(v) __builtin_convertvector((v), NORM_D)

#include "map_kernel.h"
#include "sums_kernel.h"

static const tern_norm_kernels TERN_NAME(norm_kernels) = {
    .vector_bytes = sizeof(TERN_V),
    .sums_across = TERN_NAME(norm_sums_across), .sums_along = TERN_NAME(norm_sums_along),
    .map_across = TERN_NAME(norm_map_across), .map_along = TERN_NAME(norm_map_along),
};

#undef NORM_WIDEN
#undef NORM_STORE
#undef NORM_LOAD
#undef NORM_D
