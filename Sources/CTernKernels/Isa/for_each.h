// Compiles one template for every instruction set of the target architecture. The includer defines TERN_TEMPLATE, the
// template's path as seen from this folder.
#include "begin_portable.h"
#include TERN_TEMPLATE
#include "end.h"

#if defined(__x86_64__)
#include "begin_avx2.h"
#include TERN_TEMPLATE
#include "end.h"
#include "begin_avx512.h"
#include TERN_TEMPLATE
#include "end.h"
#elif defined(__aarch64__)
#include "begin_neon.h"
#include TERN_TEMPLATE
#include "end.h"
#endif

#undef TERN_TEMPLATE

// The matching rows of a table indexed by tern_isa: TERN_ISA_TABLE(x) is { &x_portable, &x_avx2, ... }, with NULL where an
// instruction set does not exist here.
#ifndef TERN_ISA_TABLE
#if defined(__x86_64__)
#define TERN_ISA_TABLE(x) \
    {[TERN_ISA_PORTABLE] = &x##_portable, [TERN_ISA_AVX2] = &x##_avx2, [TERN_ISA_AVX512] = &x##_avx512}
#elif defined(__aarch64__)
#define TERN_ISA_TABLE(x) {[TERN_ISA_PORTABLE] = &x##_portable, [TERN_ISA_NEON] = &x##_neon}
#else
#define TERN_ISA_TABLE(x) {[TERN_ISA_PORTABLE] = &x##_portable}
#endif
#endif
