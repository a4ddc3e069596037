// Template: the column kernels of one instruction set.

// As many as fit into the registers beside their operands.
#if TERN_BLOCK_ROWS * TERN_BLOCK_VECTORS >= 24
#define TERN_COLUMN_SUMS 24
#else
#define TERN_COLUMN_SUMS 12
#endif

TERN_INLINE void TERN_NAME(finish_columns)(const int vectors, const tern_column_job *job, int64_t k, TERN_V *sums) {
    const tern_epilogue *epilogue = job->epilogue;
    const int64_t channel = job->channel + k;
    float *out = job->out + k * job->out_step;
    TERN_UNROLL for (int j = 0; j < vectors; j++) {
        TERN_V sum = sums[j];
        if (epilogue->scale) sum *= TERN_SPLAT(epilogue->scale[channel]);
        if (epilogue->shift) sum += TERN_SPLAT(epilogue->shift[channel]);
        if (epilogue->has_residual) sum += TERN_LOAD(out + j * TERN_VW);
        if (epilogue->clamps) {
            const TERN_V low = TERN_SPLAT(epilogue->low), high = TERN_SPLAT(epilogue->high);
            sum = low > sum ? low : sum;
            sum = high < sum ? high : sum;
        }
        TERN_STORE(out + j * TERN_VW, sum);
    }
}

TERN_INLINE void TERN_NAME(sum_columns)(const int vectors, const int channels, const tern_column_job *job) {
    TERN_V sums[TERN_COLUMN_CHANNELS * TERN_COLUMN_VECTORS];
    TERN_UNROLL for (int i = 0; i < channels * vectors; i++) sums[i] = TERN_SPLAT(0.0f);
    const float *weights = job->weights;
    TERN_NO_UNROLL for (int64_t f = 0; f < job->filter; f++, weights += channels) {
        const float *x = job->x + job->offsets[f];
        // The fewer operands stay in registers, the others pass through one.
        if (vectors < channels) {
            TERN_V columns[TERN_COLUMN_VECTORS];
            TERN_UNROLL for (int j = 0; j < vectors; j++) columns[j] = TERN_LOAD(x + j * TERN_VW);
            TERN_UNROLL for (int k = 0; k < channels; k++) {
                const TERN_V weight = TERN_SPLAT(weights[k]);
                TERN_UNROLL for (int j = 0; j < vectors; j++) sums[k * vectors + j] += weight * columns[j];
            }
        } else {
            TERN_V weight[TERN_COLUMN_CHANNELS];
            TERN_UNROLL for (int k = 0; k < channels; k++) weight[k] = TERN_SPLAT(weights[k]);
            TERN_UNROLL for (int j = 0; j < vectors; j++) {
                const TERN_V columns = TERN_LOAD(x + j * TERN_VW);
                TERN_UNROLL for (int k = 0; k < channels; k++) sums[k * vectors + j] += weight[k] * columns;
            }
        }
    }
    TERN_UNROLL for (int k = 0; k < channels; k++) TERN_NAME(finish_columns)(vectors, job, k, sums + k * vectors);
}

#define TERN_COLUMNS(vectors, channels)                                                 \
    static void TERN_NAME(columns_##vectors##x##channels)(const tern_column_job *job) { \
        TERN_NAME(sum_columns)(vectors, channels, job);                                 \
    }
#define TERN_COLUMNS_ENTRY(vectors, channels) \
    [vectors][channels] = vectors * channels <= TERN_COLUMN_SUMS ? TERN_NAME(columns_##vectors##x##channels) : NULL,
#define TERN_FOR_EACH_CHANNELS(X, v) X(v, 1) X(v, 2) X(v, 3) X(v, 4) X(v, 5) X(v, 6)
#define TERN_FOR_EACH_TILE(X)                                                                                       \
    TERN_FOR_EACH_CHANNELS(X, 1) TERN_FOR_EACH_CHANNELS(X, 2) TERN_FOR_EACH_CHANNELS(X, 3) TERN_FOR_EACH_CHANNELS(X, 4) \
    TERN_FOR_EACH_CHANNELS(X, 5) TERN_FOR_EACH_CHANNELS(X, 6) TERN_FOR_EACH_CHANNELS(X, 7) TERN_FOR_EACH_CHANNELS(X, 8)

TERN_FOR_EACH_TILE(TERN_COLUMNS)

static const tern_column_kernels TERN_NAME(column_kernels) = {
    .lanes = TERN_VW,
    .sums = TERN_COLUMN_SUMS,
    .run = {TERN_FOR_EACH_TILE(TERN_COLUMNS_ENTRY)},
};

#undef TERN_COLUMN_SUMS
#undef TERN_COLUMNS
#undef TERN_COLUMNS_ENTRY
#undef TERN_FOR_EACH_CHANNELS
#undef TERN_FOR_EACH_TILE
