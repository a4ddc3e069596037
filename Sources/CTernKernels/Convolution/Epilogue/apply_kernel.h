// Template: the epilogue on sums that are still in registers.

// The first `count` channels at p, zeros after them. `count` is the constant TERN_VW in all calls but that for a partial vector.
TERN_INLINE TERN_V TERN_NAME(load_part)(const float *p, int64_t count) {
    if (count == TERN_VW) return TERN_LOAD(p);
    float lanes[TERN_VW] = {0};
    for (int64_t i = 0; i < count; i++) lanes[i] = p[i];
    return TERN_LOAD(lanes);
}

// sums[i * vectors + j] are channels `channel` + j * TERN_VW and after of the pixel whose channel 0 is out[i], NULL where there
// is no such pixel unless they are `whole`. `last` is how many channels the last vector has.
TERN_INLINE void TERN_NAME(apply_epilogue)(const int pixels, const int vectors, const tern_epilogue *epilogue, int64_t channel,
                                           int64_t last, float *const *out, const bool whole, TERN_V *sums) {
    if (epilogue->scale) {
        TERN_UNROLL for (int j = 0; j < vectors; j++) {
            const int64_t count = j == vectors - 1 ? last : TERN_VW;
            const TERN_V scale = TERN_NAME(load_part)(epilogue->scale + channel + j * TERN_VW, count);
            TERN_UNROLL for (int i = 0; i < pixels; i++) sums[i * vectors + j] *= scale;
        }
    }
    if (epilogue->shift) {
        TERN_UNROLL for (int j = 0; j < vectors; j++) {
            const int64_t count = j == vectors - 1 ? last : TERN_VW;
            const TERN_V shift = TERN_NAME(load_part)(epilogue->shift + channel + j * TERN_VW, count);
            TERN_UNROLL for (int i = 0; i < pixels; i++) sums[i * vectors + j] += shift;
        }
    }
    if (epilogue->has_residual) {
        TERN_UNROLL for (int i = 0; i < pixels; i++) {
            if (!whole && !out[i]) continue;
            const float *residual = out[i] + channel + epilogue->residual;
            TERN_UNROLL for (int j = 0; j < vectors; j++)
                sums[i * vectors + j] += TERN_NAME(load_part)(residual + j * TERN_VW, j == vectors - 1 ? last : TERN_VW);
        }
    }
    if (epilogue->clamps) {
        const TERN_V low = TERN_SPLAT(epilogue->low), high = TERN_SPLAT(epilogue->high);
        TERN_UNROLL for (int i = 0; i < pixels * vectors; i++) {
            // In this order a NaN stays one.
            const TERN_V raised = low > sums[i] ? low : sums[i];
            sums[i] = high < raised ? high : raised;
        }
    }
}
