// Template: the outer-product kernels of one instruction set.

// Inlined with constant `rows` and `vectors`: the sums live in registers.
TERN_INLINE void TERN_NAME(sum_products)(const int rows, const int vectors, const tern_outer_job *job) {
    TERN_V sums[TERN_OUTER_ROWS][TERN_BLOCK_VECTORS];
    TERN_UNROLL for (int i = 0; i < rows; i++) TERN_UNROLL for (int j = 0; j < vectors; j++) sums[i][j] = TERN_SPLAT(0.0f);
    const float *dy = job->dy;
    const char *prefetch = job->prefetch;
    const int64_t pixels = job->line_pixels, step = job->step, prefetch_step = job->prefetch_step, dy_step = job->dy_step;
    for (int64_t line = 0; line < job->line_count; line++) {
        const float *x = job->x + job->lines[line];
        TERN_NO_UNROLL for (int64_t p = 0; p < pixels; p++) {
            __builtin_prefetch(prefetch, 0, 2);
            prefetch += prefetch_step;
            TERN_V gradient[TERN_BLOCK_VECTORS];
            TERN_UNROLL for (int j = 0; j < vectors; j++) gradient[j] = TERN_LOAD(dy + j * TERN_VW);
            TERN_UNROLL for (int i = 0; i < rows; i++) {
                const TERN_V channel = TERN_SPLAT(x[i]);
                TERN_UNROLL for (int j = 0; j < vectors; j++) sums[i][j] += channel * gradient[j];
            }
            dy += dy_step;
            x += step;
        }
    }
    TERN_UNROLL for (int i = 0; i < rows; i++) {
        float *target = job->sums + i * vectors * TERN_VW;
        if (!job->starts)
            TERN_UNROLL for (int j = 0; j < vectors; j++) sums[i][j] += TERN_LOAD(target + j * TERN_VW);
        TERN_UNROLL for (int j = 0; j < vectors; j++) TERN_STORE(target + j * TERN_VW, sums[i][j]);
    }
}

TERN_INLINE void TERN_NAME(split)(const int width, float *target, int64_t block_step, const float *source,
                                  int64_t source_step, int64_t pixels, int64_t blocks) {
    for (int64_t p = 0; p < pixels; p++, source += source_step, target += width)
        for (int64_t b = 0; b < blocks; b++)
            __builtin_memcpy(target + b * block_step, source + b * width, (size_t)width * sizeof(float));
}

static void TERN_NAME(split_rows)(float *target, int64_t block_step, const float *source, int64_t source_step, int64_t pixels,
                                  int64_t blocks) {
    TERN_NAME(split)(TERN_OUTER_ROWS, target, block_step, source, source_step, pixels, blocks);
}
static void TERN_NAME(split_lanes)(float *target, int64_t block_step, const float *source, int64_t source_step, int64_t pixels,
                                   int64_t blocks) {
    TERN_NAME(split)(TERN_VW * TERN_BLOCK_VECTORS, target, block_step, source, source_step, pixels, blocks);
}

#define TERN_OUTER(rows, vectors) \
    static void TERN_NAME(outer_##rows##x##vectors)(const tern_outer_job *job) { TERN_NAME(sum_products)(rows, vectors, job); }

#if TERN_OUTER_ROWS == 8
#define TERN_FOR_EACH_ROWS(X, v) X(1, v) X(2, v) X(3, v) X(4, v) X(5, v) X(6, v) X(7, v) X(8, v)
#elif TERN_OUTER_ROWS == 6
#define TERN_FOR_EACH_ROWS(X, v) X(1, v) X(2, v) X(3, v) X(4, v) X(5, v) X(6, v)
#else
#define TERN_FOR_EACH_ROWS(X, v) X(1, v) X(2, v) X(3, v) X(4, v)
#endif

#define TERN_OUTER_ENTRY(rows, vectors) [rows] = TERN_NAME(outer_##rows##x##vectors),

TERN_FOR_EACH_ROWS(TERN_OUTER, 1)
TERN_FOR_EACH_ROWS(TERN_OUTER, 2)
#if TERN_BLOCK_VECTORS == 4
TERN_FOR_EACH_ROWS(TERN_OUTER, 4)
#endif

static const tern_outer_kernels TERN_NAME(outer_kernels) = {
    .rows = TERN_OUTER_ROWS,
    .run = {{TERN_FOR_EACH_ROWS(TERN_OUTER_ENTRY, 1)},
            {TERN_FOR_EACH_ROWS(TERN_OUTER_ENTRY, 2)},
#if TERN_BLOCK_VECTORS == 4
            {TERN_FOR_EACH_ROWS(TERN_OUTER_ENTRY, 4)},
#endif
    },
    .split_rows = TERN_NAME(split_rows),
    .split_lanes = TERN_NAME(split_lanes),
};

#undef TERN_OUTER
#undef TERN_OUTER_ENTRY
#undef TERN_FOR_EACH_ROWS
