// Powers as a row function: rows that do not lie as packed floats go through a buffer.
#include "power.h"

#include <math.h>
#include <string.h>

#include "../../include/tern_isa.h"

typedef void (*simple_power)(int64_t n, float *out, const float *x);
typedef struct {
    void (*row)(int64_t n, float *out, const float *x, const float *y, int64_t y_step);
    simple_power square, cube, root, inverse_root, inverse, inverse_square;
} tern_power_kernels;

#define TERN_TEMPLATE "../Elementwise/Fast/power_kernel.h"
#include "../../Isa/for_each.h"

static const tern_power_kernels *kernels(void) {
    static const tern_power_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(power_kernels);
    return table[tern_current_isa()];
}

static simple_power simple_power_of(const tern_power_kernels *kernels, float exponent) {
    if (exponent == 2) return kernels->square;
    if (exponent == 3) return kernels->cube;
    if (exponent == 0.5f) return kernels->root;
    if (exponent == -0.5f) return kernels->inverse_root;
    if (exponent == -1) return kernels->inverse;
    return exponent == -2 ? kernels->inverse_square : NULL;
}

enum { BUFFER = 256 };

// `count` floats `stride` bytes apart: in place where they are packed, else copied to `buffer`.
static const float *packed(int64_t count, char *data, int64_t stride, float *buffer) {
    if (stride == sizeof(float)) return (const float *)(void *)data;
    for (int64_t i = 0; i < count; i++) memcpy(&buffer[i], data + i * stride, sizeof(float));
    return buffer;
}

static void raise(int64_t n, float *out, const float *x, const float *y, int64_t y_step) {
    const simple_power simple = y_step == 0 ? simple_power_of(kernels(), *y) : NULL;
    if (simple) simple(n, out, x);
    else kernels()->row(n, out, x, y, y_step);
}

static void power_row(int64_t n, char *const *data, const int64_t *strides) {
    const int64_t out_stride = strides[0], y_step = strides[2] == 0 ? 0 : 1;
    float x_buffer[BUFFER], y_buffer[BUFFER], out_buffer[BUFFER];
    for (int64_t done = 0; done < n; done += BUFFER) {
        const int64_t count = n - done < BUFFER ? n - done : BUFFER;
        const float *x = packed(count, data[1] + done * strides[1], strides[1], x_buffer);
        const float *y = packed(y_step ? count : 1, data[2] + done * strides[2], strides[2], y_buffer);
        char *out = data[0] + done * out_stride;
        if (out_stride == sizeof(float)) {
            raise(count, (float *)(void *)out, x, y, y_step);
            continue;
        }
        raise(count, out_buffer, x, y, y_step);
        for (int64_t i = 0; i < count; i++) memcpy(out + i * out_stride, &out_buffer[i], sizeof(float));
    }
}

tern_row tern_fast_power_row(void) { return kernels() ? power_row : NULL; }
