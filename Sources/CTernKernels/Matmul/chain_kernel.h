// Template: a row of fused multiply-adds for one instruction set. The compiler makes vectors of it where there are any, and
// calls the mathematical library where the processor cannot fuse.

static void TERN_NAME(chain_of)(float *restrict sums, int64_t sums_stride, float factor, const float *restrict x,
                                int64_t x_stride, int64_t count) {
    if (sums_stride == 1 && x_stride == 1) {
        for (int64_t i = 0; i < count; i++) sums[i] = __builtin_fmaf(factor, x[i], sums[i]);
        return;
    }
    for (int64_t i = 0; i < count; i++)
        sums[i * sums_stride] = __builtin_fmaf(factor, x[i * x_stride], sums[i * sums_stride]);
}

static const tern_chain_row TERN_NAME(chain_row) = TERN_NAME(chain_of);
