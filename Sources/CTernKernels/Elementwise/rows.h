// Templates for row functions: one loop body, compiled once for each stride pattern that clang can vectorise.
//
// The bodies are always inlined with constant strides, so that "contiguous" is not a second copy of the source.
#ifndef TERN_ELEMENTWISE_ROWS_H
#define TERN_ELEMENTWISE_ROWS_H

#include "loop.h"

#define TERN_INLINE static inline __attribute__((always_inline))

// An operand may be the output itself (in-place operations), never a shifted part of it. Without this the compiler
// guards its vector code with an overlap test, which in-place calls would fail. Loops that call the mathematical
// library stay scalar, and are not worth a warning.
#define TERN_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#pragma clang diagnostic ignored "-Wpass-failed"

#define TERN_AT(type, pointer, offset) (*(type *)(void *)((pointer) + (offset)))

/// `expression` maps the stored value `in` to the stored result.
#define TERN_DEFINE_UNARY_ROW(name, out_type, in_type, expression) \
    TERN_INLINE void name##_body(int64_t n, char *out, int64_t out_stride, char *x, int64_t x_stride) { \
        TERN_INDEPENDENT \
        for (int64_t i = 0; i < n; i++) { \
            const in_type in = TERN_AT(in_type, x, i * x_stride); \
            TERN_AT(out_type, out, i * out_stride) = (expression); \
        } \
    } \
    static void name(int64_t n, char *const *data, const int64_t *strides) { \
        const int64_t out_size = sizeof(out_type), in_size = sizeof(in_type); \
        if (strides[0] == out_size && strides[1] == in_size) name##_body(n, data[0], out_size, data[1], in_size); \
        else name##_body(n, data[0], strides[0], data[1], strides[1]); \
    }

/// `expression` maps the stored values `in_a` and `in_b` to the stored result. A scalar on either side is common.
#define TERN_DEFINE_BINARY_ROW(name, out_type, in_type, expression) \
    TERN_INLINE void name##_body(int64_t n, char *out, int64_t out_stride, char *a, int64_t a_stride, \
                                 char *b, int64_t b_stride) { \
        TERN_INDEPENDENT \
        for (int64_t i = 0; i < n; i++) { \
            const in_type in_a = TERN_AT(in_type, a, i * a_stride), in_b = TERN_AT(in_type, b, i * b_stride); \
            TERN_AT(out_type, out, i * out_stride) = (expression); \
        } \
    } \
    static void name(int64_t n, char *const *data, const int64_t *strides) { \
        const int64_t out_size = sizeof(out_type), in_size = sizeof(in_type); \
        const bool dense = strides[0] == out_size; \
        if (dense && strides[1] == in_size && strides[2] == in_size) \
            name##_body(n, data[0], out_size, data[1], in_size, data[2], in_size); \
        else if (dense && strides[1] == in_size && strides[2] == 0) \
            name##_body(n, data[0], out_size, data[1], in_size, data[2], 0); \
        else if (dense && strides[1] == 0 && strides[2] == in_size) \
            name##_body(n, data[0], out_size, data[1], 0, data[2], in_size); \
        else \
            name##_body(n, data[0], strides[0], data[1], strides[1], data[2], strides[2]); \
    }

// Kernels that only move elements need one version for each element size. They may read any type's bytes.
typedef uint8_t __attribute__((may_alias)) tern_word8;
typedef uint16_t __attribute__((may_alias)) tern_word16;
typedef uint32_t __attribute__((may_alias)) tern_word32;
typedef uint64_t __attribute__((may_alias)) tern_word64;
#define TERN_FOR_EACH_WORD(X) X(1, tern_word8) X(2, tern_word16) X(4, tern_word32) X(8, tern_word64)

#endif
