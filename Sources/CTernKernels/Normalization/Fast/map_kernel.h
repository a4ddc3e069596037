// Template: the maps of batch normalisation, see kernel.h. Part of norm_kernel.h.

// The parameters of one channel, or of a vector of them.
typedef struct {
    TERN_V center, x_factor, dy_factor, constant;
} TERN_NAME(norm_affine);

TERN_INLINE void TERN_NAME(norm_map_vector)(const bool has_dy, const bool stream, float *out, const float *x, const float *dy,
                                            const TERN_NAME(norm_affine) *p) {
    TERN_V value = (TERN_LOAD(x) - p->center) * p->x_factor + p->constant;
    if (has_dy) value += TERN_LOAD(dy) * p->dy_factor;
    if (stream) TERN_STREAM(out, value);
    else TERN_STORE(out, value);
}

TERN_INLINE void TERN_NAME(norm_map_element)(const tern_norm_map *work, const bool has_dy, float *out, const float *x,
                                             const float *dy, int64_t c) {
    float value = (*x - work->center[c]) * work->x_factor[c] + work->constant[c];
    if (has_dy) value += *dy * work->dy_factor[c];
    *out = value;
}

TERN_INLINE void TERN_NAME(norm_map_across_body)(const tern_norm_map *work, const bool has_dy, const bool stream) {
    enum { AHEAD = 4 };  // rows to fetch before they are needed
    const int64_t channels = work->channels, whole = channels / TERN_VW * TERN_VW;
    for (int64_t row = 0; row < work->rows; row++) {
        const float *x = work->x + row * work->x_row, *dy = has_dy ? work->dy + row * work->dy_row : x;
        float *out = work->out + row * work->out_row;
        for (int64_t c = 0; c < whole; c += TERN_VW) {
            __builtin_prefetch(x + AHEAD * work->x_row + c);
            if (has_dy) __builtin_prefetch(dy + AHEAD * work->dy_row + c);
            const TERN_NAME(norm_affine) parameters = {TERN_LOAD(work->center + c), TERN_LOAD(work->x_factor + c),
                                                       TERN_LOAD(work->dy_factor + c), TERN_LOAD(work->constant + c)};
            TERN_NAME(norm_map_vector)(has_dy, stream, out + c, x + c, dy + c, &parameters);
        }
        for (int64_t c = whole; c < channels; c++) TERN_NAME(norm_map_element)(work, has_dy, out + c, x + c, dy + c, c);
    }
}

TERN_INLINE void TERN_NAME(norm_map_along_body)(const tern_norm_map *work, const bool has_dy, const bool stream) {
    const TERN_NAME(norm_affine) parameters = {TERN_SPLAT(*work->center), TERN_SPLAT(*work->x_factor),
                                               TERN_SPLAT(*work->dy_factor), TERN_SPLAT(*work->constant)};
    const float *x = work->x, *dy = has_dy ? work->dy : x;
    int64_t i = 0;
    for (; i + TERN_VW <= work->rows; i += TERN_VW)
        TERN_NAME(norm_map_vector)(has_dy, stream, work->out + i, x + i, dy + i, &parameters);
    for (; i < work->rows; i++) TERN_NAME(norm_map_element)(work, has_dy, work->out + i, x + i, dy + i, 0);
}

// The two conditions are constants inside each loop.
#define NORM_DEFINE_MAP(direction) \
    static void TERN_NAME(norm_map_##direction)(const tern_norm_map *work) { \
        if (work->dy && work->stream) TERN_NAME(norm_map_##direction##_body)(work, true, true); \
        else if (work->dy) TERN_NAME(norm_map_##direction##_body)(work, true, false); \
        else if (work->stream) TERN_NAME(norm_map_##direction##_body)(work, false, true); \
        else TERN_NAME(norm_map_##direction##_body)(work, false, false); \
    }
NORM_DEFINE_MAP(across)
NORM_DEFINE_MAP(along)
#undef NORM_DEFINE_MAP
