// Template: the two-dimensional transforms of one tile size, for a vector of channels at a time: columns first, then rows.

#define TERN_EDGE (TERN_TILE + 2)

static void TERN_WINOGRAD(weights)(float *u, int64_t plane, const float *taps, int64_t tap_step, int64_t count,
                                   bool flipped) {
    const float *first = flipped ? taps + 8 * tap_step : taps;
    const int64_t step = flipped ? -tap_step : tap_step;
    TERN_NO_UNROLL for (int64_t i = 0; i < count; i += TERN_VW) {
        TERN_V half[TERN_EDGE][3], column[3], out[TERN_EDGE];
        TERN_UNROLL for (int q = 0; q < 3; q++) {
            TERN_UNROLL for (int r = 0; r < 3; r++) column[r] = TERN_LOAD(first + (r * 3 + q) * step + i);
            TERN_WINOGRAD(weights_1d)(out, column);
            TERN_UNROLL for (int r = 0; r < TERN_EDGE; r++) half[r][q] = out[r];
        }
        TERN_UNROLL for (int r = 0; r < TERN_EDGE; r++) {
            TERN_WINOGRAD(weights_1d)(out, half[r]);
            TERN_UNROLL for (int q = 0; q < TERN_EDGE; q++) TERN_STORE(u + (r * TERN_EDGE + q) * plane + i, out[q]);
        }
    }
}

static void TERN_WINOGRAD(weight_gradient)(float *taps, int64_t tap_step, const float *s, int64_t plane, int64_t count) {
    TERN_NO_UNROLL for (int64_t i = 0; i < count; i += TERN_VW) {
        TERN_V half[3][TERN_EDGE], column[TERN_EDGE], out[3];
        TERN_UNROLL for (int q = 0; q < TERN_EDGE; q++) {
            TERN_UNROLL for (int r = 0; r < TERN_EDGE; r++) column[r] = TERN_LOAD(s + (r * TERN_EDGE + q) * plane + i);
            TERN_WINOGRAD(weight_gradient_1d)(out, column);
            TERN_UNROLL for (int r = 0; r < 3; r++) half[r][q] = out[r];
        }
        TERN_UNROLL for (int r = 0; r < 3; r++) {
            TERN_WINOGRAD(weight_gradient_1d)(out, half[r]);
            TERN_UNROLL for (int q = 0; q < 3; q++) TERN_STORE(taps + (r * 3 + q) * tap_step + i, out[q]);
        }
    }
}

// `count` lanes of channels are loaded; a constant TERN_VW in all calls but that for the last, partial vector.
TERN_INLINE void TERN_WINOGRAD(input_vector)(float *v, int64_t plane, const float *const *pixels, int64_t offset,
                                             int64_t count, int64_t ahead) {
    TERN_V half[TERN_EDGE][TERN_EDGE], column[TERN_EDGE], out[TERN_EDGE];
    TERN_UNROLL for (int q = 0; q < TERN_EDGE; q++) {
        TERN_UNROLL for (int r = 0; r < TERN_EDGE; r++) {
            const float *p = pixels[r * TERN_EDGE + q] + offset;
            column[r] = TERN_NAME(load_part)(p, count);
            // Two rows and columns of a tile belong to its neighbours as well.
            if (r >= 2 && q >= 2) __builtin_prefetch(p + ahead, 0, 2);
        }
        TERN_WINOGRAD(input_1d)(out, column);
        TERN_UNROLL for (int r = 0; r < TERN_EDGE; r++) half[r][q] = out[r];
    }
    TERN_UNROLL for (int r = 0; r < TERN_EDGE; r++) {
        TERN_WINOGRAD(input_1d)(out, half[r]);
        TERN_UNROLL for (int q = 0; q < TERN_EDGE; q++) TERN_STORE(v + (r * TERN_EDGE + q) * plane, out[q]);
    }
}

static void TERN_WINOGRAD(input)(float *v, int64_t plane, const float *const *pixels, int64_t offset, int64_t channels,
                                 int64_t ahead) {
    int64_t c = 0;
    TERN_NO_UNROLL for (; c + TERN_VW <= channels; c += TERN_VW)
        TERN_WINOGRAD(input_vector)(v + c, plane, pixels, offset + c, TERN_VW, ahead);
    if (c < channels) TERN_WINOGRAD(input_vector)(v + c, plane, pixels, offset + c, channels - c, ahead);
}

TERN_INLINE void TERN_WINOGRAD(gradient_vector)(float *z, int64_t plane, const float *const *pixels, int64_t offset,
                                                int64_t count) {
    TERN_V half[TERN_EDGE][TERN_TILE], column[TERN_TILE], out[TERN_EDGE];
    TERN_UNROLL for (int q = 0; q < TERN_TILE; q++) {
        TERN_UNROLL for (int r = 0; r < TERN_TILE; r++) {
            const float *p = pixels[r * TERN_TILE + q] + offset;
            column[r] = TERN_NAME(load_part)(p, count);
        }
        TERN_WINOGRAD(gradient_1d)(out, column);
        TERN_UNROLL for (int r = 0; r < TERN_EDGE; r++) half[r][q] = out[r];
    }
    TERN_UNROLL for (int r = 0; r < TERN_EDGE; r++) {
        TERN_WINOGRAD(gradient_1d)(out, half[r]);
        TERN_UNROLL for (int q = 0; q < TERN_EDGE; q++) TERN_STORE(z + (r * TERN_EDGE + q) * plane, out[q]);
    }
}

static void TERN_WINOGRAD(gradient)(float *z, int64_t plane, const float *const *pixels, int64_t offset, int64_t channels) {
    int64_t c = 0;
    TERN_NO_UNROLL for (; c + TERN_VW <= channels; c += TERN_VW)
        TERN_WINOGRAD(gradient_vector)(z + c, plane, pixels, offset + c, TERN_VW);
    if (c < channels) TERN_WINOGRAD(gradient_vector)(z + c, plane, pixels, offset + c, channels - c);
}

TERN_INLINE void TERN_WINOGRAD(output_tile)(TERN_V *tile, const float *m, int64_t plane) {
    TERN_V half[TERN_TILE][TERN_EDGE], column[TERN_EDGE], out[TERN_TILE];
    TERN_UNROLL for (int q = 0; q < TERN_EDGE; q++) {
        TERN_UNROLL for (int r = 0; r < TERN_EDGE; r++) column[r] = TERN_LOAD(m + (r * TERN_EDGE + q) * plane);
        TERN_WINOGRAD(output_1d)(out, column);
        TERN_UNROLL for (int r = 0; r < TERN_TILE; r++) half[r][q] = out[r];
    }
    TERN_UNROLL for (int r = 0; r < TERN_TILE; r++) TERN_WINOGRAD(output_1d)(tile + r * TERN_TILE, half[r]);
}

static void TERN_WINOGRAD(output)(float *const *pixels, int64_t offset, bool whole, const float *m, int64_t plane,
                                  int64_t vectors, const tern_epilogue *epilogue, bool stream) {
    TERN_NO_UNROLL for (int64_t j = 0; j < vectors * TERN_VW; j += TERN_VW) {
        TERN_V tile[TERN_TILE * TERN_TILE];
        TERN_WINOGRAD(output_tile)(tile, m + j, plane);
        TERN_NAME(apply_epilogue)(TERN_TILE * TERN_TILE, 1, epilogue, offset + j, TERN_VW, pixels, whole, tile);
        TERN_UNROLL for (int i = 0; i < TERN_TILE * TERN_TILE; i++) {
            if (!whole && !pixels[i]) continue;
            if (stream) TERN_STREAM(pixels[i] + offset + j, tile[i]);
            else TERN_STORE(pixels[i] + offset + j, tile[i]);
        }
    }
}

static const tern_winograd_transforms TERN_WINOGRAD_TABLE = {
    .size = TERN_TILE,
    .edge = TERN_EDGE,
    .weights = TERN_WINOGRAD(weights),
    .input = TERN_WINOGRAD(input),
    .output = TERN_WINOGRAD(output),
    .gradient = TERN_WINOGRAD(gradient),
    .weight_gradient = TERN_WINOGRAD(weight_gradient),
};

#undef TERN_EDGE
