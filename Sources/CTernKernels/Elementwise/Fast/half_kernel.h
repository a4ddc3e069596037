// Template: packed rows of 16-bit floats to and from float, as plain loops that the compiler turns into vector code for one
// instruction set. `out` and `x` do not overlap.
#define HALF_ROW(name, out_type, in_type, convert) \
    static void TERN_NAME(name)(int64_t n, void *restrict out, const void *restrict x) { \
        for (int64_t i = 0; i < n; i++) ((out_type *)out)[i] = convert(((const in_type *)x)[i]); \
    }
HALF_ROW(half_to_f32, float, tern_half, tern_float_from_half)
HALF_ROW(half_from_f32, tern_half, float, tern_half_from_float)
HALF_ROW(bfloat_to_f32, float, tern_bfloat, tern_float_from_bfloat)
HALF_ROW(bfloat_from_f32, tern_bfloat, float, tern_bfloat_from_float)
#undef HALF_ROW

static const tern_half_rows TERN_NAME(half_rows) = {
    TERN_NAME(half_to_f32), TERN_NAME(half_from_f32), TERN_NAME(bfloat_to_f32), TERN_NAME(bfloat_from_f32),
};
