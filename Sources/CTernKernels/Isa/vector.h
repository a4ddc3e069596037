// One vector of TERN_VW floats and what templates do with it, in clang's vector extensions: the compiler turns them into
// the same instructions as intrinsics. Included by begin_*.h, once per instruction set.

// a * b + c becomes one instruction where there is one.
#pragma clang fp contract(fast)

typedef float TERN_NAME(tern_vector) __attribute__((ext_vector_type(TERN_VW)));
typedef float TERN_NAME(tern_unaligned_vector) __attribute__((ext_vector_type(TERN_VW), aligned(4), may_alias));

#define TERN_V TERN_NAME(tern_vector)
#define TERN_LOAD(p) ((TERN_V)(*(const TERN_NAME(tern_unaligned_vector) *)(p)))
#define TERN_STORE(p, v) (*(TERN_NAME(tern_unaligned_vector) *)(p) = (v))
// A store past the caches, for results larger than them; `p` is aligned to the vector.
#define TERN_STREAM(p, v) __builtin_nontemporal_store((v), (TERN_V *)(p))
// All lanes x. (A sum with zero would cost an addition: 0 + -0 is not -0.)
#define TERN_SPLAT(x) ((TERN_V)(x))

// The lanes of the first or second halves of two vectors, alternating: what transposes are made of.
#if TERN_VW == 16
#define TERN_ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define TERN_ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#elif TERN_VW == 8
#define TERN_ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define TERN_ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#else
#define TERN_ZIP_LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define TERN_ZIP_HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#endif

#ifndef TERN_INLINE
#define TERN_INLINE static inline __attribute__((always_inline))
#define TERN_UNROLL _Pragma("clang loop unroll(full)")
#define TERN_NO_UNROLL _Pragma("clang loop unroll(disable)")
// No instruction of its own: keeps the compiler from moving reads across. Without it, a loop that fills all registers with
// sums may get its reads gathered at the top, and no registers left to hold them.
#define TERN_IN_ORDER() __asm__ volatile("" ::: "memory")
#endif
