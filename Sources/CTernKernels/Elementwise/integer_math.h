// Integer arithmetic as PyTorch and Python define it, on int64 values that hold any of the integer types.
//
// Nothing here traps or is undefined: sums wrap around, division by zero gives 0.
#ifndef TERN_ELEMENTWISE_INTEGER_MATH_H
#define TERN_ELEMENTWISE_INTEGER_MATH_H

#include <stdint.h>

static inline int64_t tern_wrapping_negate(int64_t x) { return (int64_t)(0 - (uint64_t)x); }

// Dividing the lowest value by -1 overflows, and the processor traps on it.
static inline int64_t tern_trunc_div(int64_t a, int64_t b) {
    if (b == 0) return 0;
    return b == -1 ? tern_wrapping_negate(a) : a / b;
}

static inline int64_t tern_integer_fmod(int64_t a, int64_t b) {
    return b == 0 || b == -1 ? 0 : a % b;
}

static inline int64_t tern_integer_remainder(int64_t a, int64_t b) {
    int64_t r = tern_integer_fmod(a, b);
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

static inline int64_t tern_integer_floor_div(int64_t a, int64_t b) {
    int64_t quotient = tern_trunc_div(a, b);
    int64_t r = tern_integer_fmod(a, b);
    return r != 0 && (r < 0) != (b < 0) ? quotient - 1 : quotient;
}

static inline int64_t tern_integer_pow(int64_t base, int64_t exponent) {
    if (exponent < 0) {
        if (base == 1) return 1;
        return base == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0;
    }
    uint64_t result = 1, square = (uint64_t)base;
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1) result *= square;
        square *= square;
    }
    return (int64_t)result;
}

/// Shifts of a `bits` wide value; a count outside of 0 ..< bits shifts everything out.
static inline int64_t tern_shift_left(int64_t a, int64_t count, int bits) {
    return count < 0 || count >= bits ? 0 : (int64_t)((uint64_t)a << count);
}
static inline int64_t tern_shift_right(int64_t a, int64_t count, int bits) {
    return count < 0 || count >= bits ? (a < 0 ? -1 : 0) : a >> count;
}

#endif
