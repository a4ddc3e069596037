// Template: the block kernels of one instruction set.
#include "../Epilogue/apply_kernel.h"
//
// `sum_block` is always inlined into functions with constant `rows` and `vectors`, so that its loops over them vanish
// and the sums live in registers.

TERN_INLINE void TERN_NAME(store_block)(const int rows, const int vectors, const tern_block_job *job,
                                        TERN_V *sums) {
    if (job->epilogue)
        TERN_NAME(apply_epilogue)(rows, vectors, job->epilogue, job->out_offset, TERN_VW, job->out, true, sums);
    if (job->stream) {
        TERN_UNROLL for (int i = 0; i < rows; i++) {
            float *row = job->out[i] + job->out_offset;
            TERN_UNROLL for (int j = 0; j < vectors; j++) TERN_STREAM(row + j * TERN_VW, sums[i * vectors + j]);
        }
        return;
    }
    TERN_UNROLL for (int i = 0; i < rows; i++) {
        float *row = job->out[i] + job->out_offset;
        TERN_UNROLL for (int j = 0; j < vectors; j++) TERN_STORE(row + j * TERN_VW, sums[i * vectors + j]);
    }
}

TERN_INLINE void TERN_NAME(sum_block)(const int rows, const int vectors, const tern_block_job *job) {
    TERN_V sums[TERN_BLOCK_ROWS * TERN_BLOCK_VECTORS];
    TERN_UNROLL for (int i = 0; i < rows * vectors; i++) sums[i] = TERN_SPLAT(0.0f);
    const float *const *pixels = job->pixels;
    const char *prefetch = job->prefetch;
    const int64_t channels = job->channels, prefetch_step = job->prefetch_step;
    for (int64_t t = 0; t < job->taps; t++, pixels += TERN_BLOCK_ROWS) {
        const float *weights = job->weights + job->tap_offsets[t];
        const float *pixel[TERN_BLOCK_ROWS];
        TERN_UNROLL for (int i = 0; i < rows; i++) pixel[i] = pixels[i] + job->pixel_offset;
        TERN_NO_UNROLL for (int64_t c = 0; c < channels; c++) {
            __builtin_prefetch(prefetch, 0, 2);
            prefetch += prefetch_step;
            TERN_V weight[TERN_BLOCK_VECTORS];
            TERN_UNROLL for (int j = 0; j < vectors; j++) weight[j] = TERN_LOAD(weights + j * TERN_VW);
            TERN_UNROLL for (int i = 0; i < rows; i++) {
                const TERN_V x = TERN_SPLAT(pixel[i][c]);
                TERN_UNROLL for (int j = 0; j < vectors; j++) sums[i * vectors + j] += x * weight[j];
            }
            weights += vectors * TERN_VW;
        }
    }
    TERN_NAME(store_block)(rows, vectors, job, sums);
}

#define TERN_BLOCK(rows, vectors) \
    static void TERN_NAME(block_##rows##x##vectors)(const tern_block_job *job) { TERN_NAME(sum_block)(rows, vectors, job); }

#if TERN_BLOCK_ROWS == 14
#define TERN_FOR_EACH_ROWS(X, v) \
    X(1, v) X(2, v) X(3, v) X(4, v) X(5, v) X(6, v) X(7, v) X(8, v) X(9, v) X(10, v) X(11, v) X(12, v) X(13, v) X(14, v)
#elif TERN_BLOCK_ROWS == 6
#define TERN_FOR_EACH_ROWS(X, v) X(1, v) X(2, v) X(3, v) X(4, v) X(5, v) X(6, v)
#else
#define TERN_FOR_EACH_ROWS(X, v) X(1, v) X(2, v) X(3, v) X(4, v)
#endif

#define TERN_BLOCK_ENTRY(rows, vectors) [rows] = TERN_NAME(block_##rows##x##vectors),

TERN_FOR_EACH_ROWS(TERN_BLOCK, 1)
TERN_FOR_EACH_ROWS(TERN_BLOCK, 2)
#if TERN_BLOCK_VECTORS == 4
TERN_FOR_EACH_ROWS(TERN_BLOCK, 4)
#endif

static const tern_block_kernels TERN_NAME(block_kernels) = {
    .lanes = TERN_VW,
    .vectors = TERN_BLOCK_VECTORS,
    .rows = TERN_BLOCK_ROWS,
    .run = {{TERN_FOR_EACH_ROWS(TERN_BLOCK_ENTRY, 1)},
            {TERN_FOR_EACH_ROWS(TERN_BLOCK_ENTRY, 2)},
#if TERN_BLOCK_VECTORS == 4
            {TERN_FOR_EACH_ROWS(TERN_BLOCK_ENTRY, 4)},
#endif
    },
};

#undef TERN_BLOCK
#undef TERN_BLOCK_ENTRY
#undef TERN_FOR_EACH_ROWS
