// Template: the depthwise kernels of one instruction set.
//
// The last vector of channels may be partial. Where `count`, its number of channels, is passed, it is the constant TERN_VW in
// all other calls.

#include "../Epilogue/apply_kernel.h"

TERN_INLINE void TERN_NAME(store_channels)(float *p, TERN_V value, int64_t count, bool stream) {
    if (count < TERN_VW) {
        float lanes[TERN_VW];
        TERN_STORE(lanes, value);
        for (int64_t i = 0; i < count; i++) p[i] = lanes[i];
    } else if (stream) {
        TERN_STREAM(p, value);
    } else {
        TERN_STORE(p, value);
    }
}

TERN_INLINE void TERN_NAME(store_outputs)(const int outputs, const tern_depthwise_job *job, TERN_V *sums, int64_t c,
                                          int64_t count, int64_t skip) {
    TERN_NAME(apply_epilogue)(outputs, 1, job->epilogue, c, count, job->out, false, sums);
    if (skip > 0) {
        for (int i = 0; i < outputs; i++)
            for (int64_t lane = skip; job->out[i] && lane < TERN_VW; lane++) job->out[i][c + lane] = sums[i][lane];
        return;
    }
    TERN_UNROLL for (int i = 0; i < outputs; i++)
        if (job->out[i]) TERN_NAME(store_channels)(job->out[i] + c, sums[i], count, job->stream);
}

// Whether row u of a tile's output row i is worth prefetching: the rows that no earlier tile met are those under the last output
// row and, with a stride as large as the rest of the kernel, some before them.
TERN_INLINE bool TERN_NAME(is_new_row)(const int kernel, const int stride, const int rows, int i, int u) {
    return i == rows - 1 || (u < stride && i * stride + u >= kernel - stride);
}

// One vector of channels of a tile. Lanes before `skip` are left alone. The loop over kernel rows stays a loop: unrolled, more weights and pixels would be alive
// than there are registers.
TERN_INLINE void TERN_NAME(tile_vector)(const int kernel, const int stride, const int rows, const int columns,
                                        const tern_depthwise_job *job, int64_t c, int64_t skip) {
    const int in_columns = (columns - 1) * stride + kernel;
    const float *weights = job->weights + c;
    TERN_V sums[TERN_MOST_DEPTHWISE_OUTPUTS];
    TERN_UNROLL for (int o = 0; o < rows * columns; o++) sums[o] = TERN_SPLAT(0.0f);
    TERN_NO_UNROLL for (int u = 0; u < kernel; u++) {
        TERN_V weight[TERN_MOST_DEPTHWISE_KERNEL];
        TERN_UNROLL for (int v = 0; v < kernel; v++, weights += job->channels) weight[v] = TERN_LOAD(weights);
        TERN_UNROLL for (int i = 0; i < rows; i++) {
            TERN_UNROLL for (int q = 0; q < in_columns; q++) {
                const float *pixel = job->in[(u + i * stride) * in_columns + q] + c;
                const TERN_V x = TERN_LOAD(pixel);
                // The other pixels are prefetched by the neighbouring tiles.
                if (TERN_NAME(is_new_row)(kernel, stride, rows, i, u) && q >= in_columns - columns * stride)
                    __builtin_prefetch(pixel + job->ahead, 0, 2);
                TERN_UNROLL for (int j = 0; j < columns; j++)
                    if (q >= j * stride && q < j * stride + kernel) sums[i * columns + j] += x * weight[q - j * stride];
            }
        }
    }
    TERN_NAME(store_outputs)(rows * columns, job, sums, c, TERN_VW, skip);
}

// One vector of channels of a tile's contribution to the filters' gradient. Lanes before `skip` are left alone.
TERN_INLINE void TERN_NAME(tile_gradient_vector)(const int kernel, const int stride, const int rows, const int columns,
                                                 const tern_depthwise_gradient *job, int64_t c, int64_t skip) {
    const int in_columns = (columns - 1) * stride + kernel;
    TERN_V dy[TERN_MOST_DEPTHWISE_OUTPUTS];
    TERN_UNROLL for (int o = 0; o < rows * columns; o++) {
        dy[o] = TERN_LOAD(job->dy[o] + c);
        __builtin_prefetch(job->dy[o] + c + job->dy_ahead, 0, 2);
    }
    TERN_NO_UNROLL for (int u = 0; u < kernel; u++) {
        TERN_V totals[TERN_MOST_DEPTHWISE_KERNEL];
        TERN_UNROLL for (int v = 0; v < kernel; v++) totals[v] = TERN_SPLAT(0.0f);
        TERN_UNROLL for (int i = 0; i < rows; i++) {
            TERN_UNROLL for (int q = 0; q < in_columns; q++) {
                const float *pixel = job->in[(u + i * stride) * in_columns + q] + c;
                const TERN_V x = TERN_LOAD(pixel);
                if (TERN_NAME(is_new_row)(kernel, stride, rows, i, u) && q >= in_columns - columns * stride)
                    __builtin_prefetch(pixel + job->ahead, 0, 2);
                TERN_UNROLL for (int j = 0; j < columns; j++)
                    if (q >= j * stride && q < j * stride + kernel) totals[q - j * stride] += x * dy[i * columns + j];
            }
        }
        TERN_UNROLL for (int v = 0; v < kernel; v++) {
            float *sum = job->sums + (u * kernel + v) * job->channels + c;
            const TERN_V added = TERN_LOAD(sum) + totals[v];
            if (skip == 0) TERN_STORE(sum, added);
            else for (int64_t lane = skip; lane < TERN_VW; lane++) sum[lane] = added[lane];
        }
    }
}

// A partial vector at the end is computed as the whole vector that ends there, of which the new lanes are kept.
#define TERN_DEPTHWISE_TILE(k, s, rows, columns)                                                                 \
    static void TERN_NAME(tile_##k##_##s)(const tern_depthwise_job *job) {                                       \
        int64_t c = 0;                                                                                           \
        TERN_NO_UNROLL for (; c + TERN_VW <= job->channels; c += TERN_VW)                                        \
            TERN_NAME(tile_vector)(k, s, rows, columns, job, c, 0);                                              \
        const int64_t last = job->channels - TERN_VW;                                                            \
        if (c < job->channels) TERN_NAME(tile_vector)(k, s, rows, columns, job, last, c - last);                 \
    }                                                                                                            \
    static void TERN_NAME(gradient_##k##_##s)(const tern_depthwise_gradient *job) {                              \
        int64_t c = 0;                                                                                           \
        TERN_NO_UNROLL for (; c + TERN_VW <= job->channels; c += TERN_VW)                                        \
            TERN_NAME(tile_gradient_vector)(k, s, rows, columns, job, c, 0);                                     \
        const int64_t last = job->channels - TERN_VW;                                                            \
        if (c < job->channels) TERN_NAME(tile_gradient_vector)(k, s, rows, columns, job, last, c - last);        \
    }

// Larger tiles load fewer pixels for each output; 16 registers hold no more than 2 x 2 sums beside their weights.
#if TERN_VW == 16
#define TERN_TILE_COLUMNS 4
#else
#define TERN_TILE_COLUMNS 2
#endif
TERN_DEPTHWISE_TILE(3, 1, 2, TERN_TILE_COLUMNS)
TERN_DEPTHWISE_TILE(3, 2, 2, 2)
TERN_DEPTHWISE_TILE(5, 1, 2, TERN_TILE_COLUMNS)
TERN_DEPTHWISE_TILE(5, 2, 2, 2)
TERN_DEPTHWISE_TILE(7, 1, 2, TERN_TILE_COLUMNS)

TERN_INLINE void TERN_NAME(pixels_vector)(const tern_depthwise_job *job, int64_t taps, const int64_t *tap_weights, int64_t c,
                                          int64_t count) {
    TERN_V sums[TERN_DEPTHWISE_PIXELS];
    TERN_UNROLL for (int i = 0; i < TERN_DEPTHWISE_PIXELS; i++) sums[i] = TERN_SPLAT(0.0f);
    TERN_NO_UNROLL for (int64_t t = 0; t < taps; t++) {
        const TERN_V weight = TERN_NAME(load_part)(job->weights + tap_weights[t] * job->channels + c, count);
        TERN_UNROLL for (int i = 0; i < TERN_DEPTHWISE_PIXELS; i++)
            sums[i] += TERN_NAME(load_part)(job->in[t * TERN_DEPTHWISE_PIXELS + i] + c, count) * weight;
    }
    TERN_NAME(store_outputs)(TERN_DEPTHWISE_PIXELS, job, sums, c, count, 0);
}

static void TERN_NAME(pixels)(const tern_depthwise_job *job, int64_t taps, const int64_t *tap_weights) {
    int64_t c = 0;
    TERN_NO_UNROLL for (; c + TERN_VW <= job->channels; c += TERN_VW)
        TERN_NAME(pixels_vector)(job, taps, tap_weights, c, TERN_VW);
    if (c < job->channels) TERN_NAME(pixels_vector)(job, taps, tap_weights, c, job->channels - c);
}

// `width` taps from `first` on, over all pixels.
TERN_INLINE void TERN_NAME(gradient_taps)(const int width, float *sums, int64_t channels, const float *const *in, int64_t taps,
                                          int64_t first, const float *const *dy, int64_t pixels, int64_t c, int64_t count) {
    TERN_V totals[9];
    TERN_UNROLL for (int t = 0; t < width; t++) totals[t] = TERN_SPLAT(0.0f);
    TERN_NO_UNROLL for (int64_t p = 0; p < pixels; p++) {
        const TERN_V gradient = TERN_NAME(load_part)(dy[p] + c, count);
        TERN_UNROLL for (int t = 0; t < width; t++)
            totals[t] += gradient * TERN_NAME(load_part)(in[p * taps + first + t] + c, count);
    }
    TERN_UNROLL for (int t = 0; t < width; t++) {
        float *sum = sums + (first + t) * channels + c;
        TERN_NAME(store_channels)(sum, TERN_NAME(load_part)(sum, count) + totals[t], count, false);
    }
}

TERN_INLINE void TERN_NAME(gradient_vector)(float *sums, int64_t channels, const float *const *in, int64_t taps,
                                            const float *const *dy, int64_t pixels, int64_t c, int64_t count) {
    int64_t t = 0;
    for (; t + 9 <= taps; t += 9) TERN_NAME(gradient_taps)(9, sums, channels, in, taps, t, dy, pixels, c, count);
    for (; t + 4 <= taps; t += 4) TERN_NAME(gradient_taps)(4, sums, channels, in, taps, t, dy, pixels, c, count);
    for (; t < taps; t++) TERN_NAME(gradient_taps)(1, sums, channels, in, taps, t, dy, pixels, c, count);
}

static void TERN_NAME(gradient)(float *sums, int64_t channels, const float *const *in, int64_t taps, const float *const *dy,
                                int64_t pixels) {
    int64_t c = 0;
    for (; c + TERN_VW <= channels; c += TERN_VW)
        TERN_NAME(gradient_vector)(sums, channels, in, taps, dy, pixels, c, TERN_VW);
    if (c < channels) TERN_NAME(gradient_vector)(sums, channels, in, taps, dy, pixels, c, channels - c);
}

static const tern_depthwise_kernels TERN_NAME(depthwise_kernels) = {
    .lanes = TERN_VW,
    .tiles = {{3, 1, 2, TERN_TILE_COLUMNS, TERN_NAME(tile_3_1), TERN_NAME(gradient_3_1)},
              {3, 2, 2, 2, TERN_NAME(tile_3_2), TERN_NAME(gradient_3_2)},
              {5, 1, 2, TERN_TILE_COLUMNS, TERN_NAME(tile_5_1), TERN_NAME(gradient_5_1)},
              {5, 2, 2, 2, TERN_NAME(tile_5_2), TERN_NAME(gradient_5_2)},
              {7, 1, 2, TERN_TILE_COLUMNS, TERN_NAME(tile_7_1), TERN_NAME(gradient_7_1)}},
    .pixels = TERN_NAME(pixels),
    .gradient = TERN_NAME(gradient),
};

#undef TERN_DEPTHWISE_TILE
#undef TERN_TILE_COLUMNS
