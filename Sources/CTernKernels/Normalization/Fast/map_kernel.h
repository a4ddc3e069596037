// Template: the maps of batch normalisation, see kernel.h. Part of norm_kernel.h.

// The parameters of one channel, or of a vector of them.
typedef struct {
    TERN_V center, factor, constant;
} TERN_NAME(norm_line);

TERN_INLINE void TERN_NAME(norm_load_line)(TERN_NAME(norm_line) *line, const tern_norm_line *from, int64_t c) {
    line->center = TERN_LOAD(from->center + c);
    line->factor = TERN_LOAD(from->factor + c);
    line->constant = TERN_LOAD(from->constant + c);
}

TERN_INLINE void TERN_NAME(norm_splat_line)(TERN_NAME(norm_line) *line, const tern_norm_line *from) {
    line->center = TERN_SPLAT(*from->center);
    line->factor = TERN_SPLAT(*from->factor);
    line->constant = TERN_SPLAT(*from->constant);
}

// dy where 0 < z < cap or z is NaN, else zero.
TERN_INLINE void TERN_NAME(norm_gate_vector)(TERN_V *dy, const TERN_V *x, const TERN_NAME(norm_line) *gate, const float cap) {
    const TERN_V z = (*x - gate->center) * gate->factor + gate->constant, zero = TERN_SPLAT(0.0f);
    *dy = ((z <= zero) | (z >= TERN_SPLAT(cap))) ? zero : *dy;
}

TERN_INLINE float TERN_NAME(norm_gate_element)(float dy, float x, const tern_norm_line *gate, const float cap, int64_t c) {
    const float z = (x - gate->center[c]) * gate->factor[c] + gate->constant[c];
    return z <= 0 || z >= cap ? 0 : dy;
}

TERN_INLINE void TERN_NAME(norm_map_vector)(const tern_norm_map *work, const tern_norm_kind kind, float *out, const float *from,
                                            const float *addend, const TERN_NAME(norm_line) *line,
                                            const TERN_NAME(norm_line) *gate, const TERN_V *factor) {
    const TERN_V x = TERN_LOAD(from), zero = TERN_SPLAT(0.0f);
    TERN_V value = (x - line->center) * line->factor + line->constant;
    if (kind >= TERN_NORM_ADDED) {
        TERN_V extra = TERN_LOAD(addend);
        if (kind == TERN_NORM_GATED) TERN_NAME(norm_gate_vector)(&extra, &x, gate, work->cap);
        value += extra * *factor;
    }
    if (kind == TERN_NORM_CLAMPED || kind == TERN_NORM_ADDED_CLAMPED) {
        const TERN_V cap = TERN_SPLAT(work->cap);
        value = value < zero ? zero : value > cap ? cap : value;
    }
    if (work->stream) TERN_STREAM(out, value);
    else TERN_STORE(out, value);
}

TERN_INLINE void TERN_NAME(norm_map_element)(const tern_norm_map *work, const tern_norm_kind kind, float *out, float x,
                                             const float *addend, int64_t c) {
    float value = (x - work->line.center[c]) * work->line.factor[c] + work->line.constant[c];
    if (kind >= TERN_NORM_ADDED) {
        const float extra = kind == TERN_NORM_GATED ? TERN_NAME(norm_gate_element)(*addend, x, &work->gate, work->cap, c) : *addend;
        value += extra * work->addend_factor[c];
    }
    if (kind == TERN_NORM_CLAMPED || kind == TERN_NORM_ADDED_CLAMPED) value = value < 0 ? 0 : value > work->cap ? work->cap : value;
    *out = value;
}

TERN_INLINE void TERN_NAME(norm_map_across_body)(const tern_norm_map *work, const tern_norm_kind kind) {
    enum { AHEAD = 4 };  // rows to fetch before they are needed
    const bool adds = kind >= TERN_NORM_ADDED;
    const int64_t channels = work->channels, whole = channels / TERN_VW * TERN_VW;
    for (int64_t row = 0; row < work->rows; row++) {
        const float *x = work->x + row * work->x_row, *addend = adds ? work->addend + row * work->addend_row : x;
        float *out = work->out + row * work->out_row;
        for (int64_t c = 0; c < whole; c += TERN_VW) {
            __builtin_prefetch(x + AHEAD * work->x_row + c);
            if (adds) __builtin_prefetch(addend + AHEAD * work->addend_row + c);
            TERN_NAME(norm_line) line, gate;
            TERN_NAME(norm_load_line)(&line, &work->line, c);
            if (kind == TERN_NORM_GATED) TERN_NAME(norm_load_line)(&gate, &work->gate, c);
            const TERN_V factor = TERN_LOAD(work->addend_factor + c);
            TERN_NAME(norm_map_vector)(work, kind, out + c, x + c, addend + c, &line, &gate, &factor);
        }
        for (int64_t c = whole; c < channels; c++) TERN_NAME(norm_map_element)(work, kind, out + c, x[c], addend + c, c);
    }
}

TERN_INLINE void TERN_NAME(norm_map_along_body)(const tern_norm_map *work, const tern_norm_kind kind) {
    TERN_NAME(norm_line) line, gate;
    TERN_NAME(norm_splat_line)(&line, &work->line);
    if (kind == TERN_NORM_GATED) TERN_NAME(norm_splat_line)(&gate, &work->gate);
    const TERN_V factor = TERN_SPLAT(*work->addend_factor);
    const float *x = work->x, *addend = kind >= TERN_NORM_ADDED ? work->addend : x;
    int64_t i = 0;
    for (; i + TERN_VW <= work->rows; i += TERN_VW)
        TERN_NAME(norm_map_vector)(work, kind, work->out + i, x + i, addend + i, &line, &gate, &factor);
    for (; i < work->rows; i++) TERN_NAME(norm_map_element)(work, kind, work->out + i, x[i], addend + i, 0);
}

// The kind is a constant inside each loop.
#define NORM_DEFINE_MAP(direction) \
    static void TERN_NAME(norm_map_##direction)(const tern_norm_map *work) { \
        switch (work->kind) { \
            case TERN_NORM_PLAIN: TERN_NAME(norm_map_##direction##_body)(work, TERN_NORM_PLAIN); break; \
            case TERN_NORM_CLAMPED: TERN_NAME(norm_map_##direction##_body)(work, TERN_NORM_CLAMPED); break; \
            case TERN_NORM_ADDED: TERN_NAME(norm_map_##direction##_body)(work, TERN_NORM_ADDED); break; \
            case TERN_NORM_ADDED_CLAMPED: TERN_NAME(norm_map_##direction##_body)(work, TERN_NORM_ADDED_CLAMPED); break; \
            case TERN_NORM_GATED: TERN_NAME(norm_map_##direction##_body)(work, TERN_NORM_GATED); break; \
        } \
    }
NORM_DEFINE_MAP(across)
NORM_DEFINE_MAP(along)
#undef NORM_DEFINE_MAP
