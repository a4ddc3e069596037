// The 16-bit floating types as their bits, converted by integer arithmetic: the same on every CPU, and free of the
// compiler run-time's half-precision helpers, which some Linux toolchains lack.
#ifndef TERN_SUPPORT_HALF_H
#define TERN_SUPPORT_HALF_H

#include <stdint.h>
#include <string.h>

typedef struct { uint16_t bits; } tern_half;
typedef struct { uint16_t bits; } tern_bfloat;

static inline uint32_t tern_bits_of_float(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline float tern_float_of_bits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

// The conversions compute every case and select one, without branches: loops over them become vector code.

static inline float tern_float_from_half(tern_half half) {
    const uint32_t sign = (uint32_t)(half.bits & 0x8000) << 16, magnitude = half.bits & 0x7FFF;
    const uint32_t normal = (magnitude << 13) + ((127 - 15) << 23);
    const uint32_t infinite_or_nan = magnitude << 13 | 0x7F800000;
    // Zero and subnormals: magnitude * 2^-24 is exact in float.
    const uint32_t subnormal = tern_bits_of_float((float)(int32_t)magnitude * 0x1p-24f);
    const uint32_t bits = magnitude < 0x0400 ? subnormal : magnitude < 0x7C00 ? normal : infinite_or_nan;
    return tern_float_of_bits(sign | bits);
}

/// Rounds to nearest, ties to even.
static inline tern_half tern_half_from_float(float value) {
    const uint32_t bits = tern_bits_of_float(value), sign = bits >> 16 & 0x8000, magnitude = bits & 0x7FFFFFFF;
    const uint32_t odd = magnitude >> 13 & 1;
    const uint32_t normal = (magnitude + 0xFFF + odd - ((127 - 15) << 23)) >> 13;
    // Below 2^-14: adding 0.5 lets the float unit round to a multiple of 2^-24.
    const uint32_t subnormal = tern_bits_of_float(tern_float_of_bits(magnitude) + 0.5f) - 0x3F000000;
    uint32_t half = magnitude < 0x38800000 ? subnormal : normal;
    half = magnitude >= 0x477FF000 ? 0x7C00 : half;  // 65520 and above round to infinity
    half = magnitude > 0x7F800000 ? 0x7E00 : half;   // NaN
    return (tern_half){(uint16_t)(sign | half)};
}

static inline float tern_float_from_bfloat(tern_bfloat value) {
    return tern_float_of_bits((uint32_t)value.bits << 16);
}

static inline tern_bfloat tern_bfloat_from_float(float value) {
    const uint32_t bits = tern_bits_of_float(value), rounded = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16;
    return (tern_bfloat){(uint16_t)((bits & 0x7FFFFFFF) > 0x7F800000 ? 0x7FC0 : rounded)};
}

#endif
