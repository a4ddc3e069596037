// The vector functions as row functions: rows that do not lie as packed floats go through a buffer.
#include "math.h"

#include <math.h>

#include "../../Loss/cross_entropy.h"
#include "../../Support/dtypes.h"
#include "../cast.h"
#include "softmax.h"

#define MATH_FOR_EACH(X) \
    X(EXP, exp) X(EXPM1, expm1) X(LOG, log) X(LOG1P, log1p) \
    X(SIGMOID, sigmoid) X(LOG_SIGMOID, log_sigmoid) X(TANH, tanh) X(ERF, erf) \
    X(SQRT, sqrt) X(RSQRT, rsqrt) X(SIN, sin) X(COS, cos)
#define TERN_TEMPLATE "../Elementwise/Fast/math_kernel.h"
#include "../../Isa/for_each.h"

tern_math_row tern_math_row_of(tern_isa isa, tern_unary_op op) {
    static const tern_math_table *const tables[TERN_ISA_COUNT] = TERN_ISA_TABLE(math_rows);
    return tables[isa] ? (*tables[isa])[op] : NULL;
}

const tern_softmax_kernels *tern_softmax_kernels_of(tern_isa isa) {
    static const tern_softmax_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(softmax_kernels);
    return table[isa];
}

const tern_cross_entropy_kernels *tern_cross_entropy_kernels_of(tern_isa isa) {
    static const tern_cross_entropy_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(cross_entropy_kernels);
    return table[isa];
}

enum { BUFFER = 512 };

// Piece by piece: read as floats, compute, write in the element type.
static void through_buffer(tern_math_row function, tern_dtype dtype, int64_t n, char *const *data, const int64_t *strides) {
    const tern_row read = tern_cast_row(TERN_FLOAT32, dtype), write = tern_cast_row(dtype, TERN_FLOAT32);
    float buffer[BUFFER];
    for (int64_t done = 0; done < n; done += BUFFER) {
        const int64_t count = n - done < BUFFER ? n - done : BUFFER;
        read(count, (char *const[]){(char *)buffer, data[1] + done * strides[1]}, (const int64_t[]){sizeof *buffer, strides[1]});
        function(count, buffer, buffer);
        write(count, (char *const[]){data[0] + done * strides[0], (char *)buffer}, (const int64_t[]){strides[0], sizeof *buffer});
    }
}

#define DEFINE_ROWS(OP, name) \
    static void name##_f32(int64_t n, char *const *data, const int64_t *strides) { \
        const tern_math_row function = tern_math_row_of(tern_current_isa(), TERN_##OP); \
        const bool is_packed = strides[0] == sizeof(float) && strides[1] == sizeof(float); \
        if (is_packed) function(n, (float *)(void *)data[0], (const float *)(void *)data[1]); \
        else through_buffer(function, TERN_FLOAT32, n, data, strides); \
    } \
    static void name##_f16(int64_t n, char *const *data, const int64_t *strides) { \
        through_buffer(tern_math_row_of(tern_current_isa(), TERN_##OP), TERN_FLOAT16, n, data, strides); \
    } \
    static void name##_bf16(int64_t n, char *const *data, const int64_t *strides) { \
        through_buffer(tern_math_row_of(tern_current_isa(), TERN_##OP), TERN_BFLOAT16, n, data, strides); \
    }
MATH_FOR_EACH(DEFINE_ROWS)

tern_row tern_fast_unary_row(tern_unary_op op, tern_dtype dtype) {
#define ENTRY(OP, name) [TERN_##OP] = {[TERN_FLOAT32] = name##_f32, [TERN_FLOAT16] = name##_f16, [TERN_BFLOAT16] = name##_bf16},
    static const tern_row rows[TERN_UNARY_COUNT][TERN_DTYPE_COUNT] = {MATH_FOR_EACH(ENTRY)};
#undef ENTRY
    return tern_math_row_of(tern_current_isa(), op) ? rows[op][dtype] : NULL;
}
