// Which instruction set the fast kernels use: chosen once per process, printable, and forced by an environment variable.
#ifndef TERN_ISA_H
#define TERN_ISA_H

#include "tern_types.h"

/// From the slowest to the fastest that a machine may have.
typedef enum {
    TERN_ISA_REFERENCE,  // no fast kernels: the clear loops in double
    TERN_ISA_PORTABLE,   // four lanes, whatever the compiler makes of them
    TERN_ISA_NEON,       // arm64
    TERN_ISA_AVX2,       // x86-64 with avx2, fma and f16c
    TERN_ISA_AVX512,     // x86-64 with avx512 f, bw, dq and vl
    TERN_ISA_COUNT,
} tern_isa;

/// TERN_ISA=reference|portable|neon|avx2|avx512 where the CPU has it, else the best that the CPU has.
tern_isa tern_current_isa(void);
bool tern_isa_available(tern_isa isa);
const char *_Nonnull tern_isa_name(tern_isa isa);
/// Why TERN_ISA was not followed; NULL when it was, or was not set.
const char *_Nullable tern_isa_refusal(void);

#endif
