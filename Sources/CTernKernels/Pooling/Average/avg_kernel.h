// Template: the loops of kernel.h for one instruction set.

// `vectors` neighbouring vectors of channels: several chains of additions, each of which waits for the one before.
TERN_INLINE void TERN_NAME(avg_vectors)(const tern_avg_box *box, const int vectors, const bool weighted, int64_t c) {
    TERN_V total[4];
    TERN_UNROLL for (int v = 0; v < vectors; v++) total[v] = TERN_SPLAT(0.0f);
    for (int64_t i = 0; i < box->counts[0]; i++) {
        for (int64_t j = 0; j < box->counts[1]; j++) {
            const float *row = box->in + i * box->strides[0] + j * box->strides[1] + c;
            const float plane = weighted ? box->factors[0][i] * box->factors[1][j] : 1;
            TERN_V sum[4];
            TERN_UNROLL for (int v = 0; v < vectors; v++) sum[v] = TERN_SPLAT(0.0f);
            for (int64_t k = 0; k < box->counts[2]; k++, row += box->strides[2]) {
                const float factor = weighted ? plane * box->factors[2][k] : 1;
                TERN_UNROLL for (int v = 0; v < vectors; v++) {
                    const TERN_V value = TERN_LOAD(row + v * TERN_VW);
                    sum[v] += weighted ? value * TERN_SPLAT(factor) : value;
                }
            }
            TERN_UNROLL for (int v = 0; v < vectors; v++) total[v] += sum[v];
        }
    }
    TERN_UNROLL for (int v = 0; v < vectors; v++) {
        const TERN_V value = weighted ? total[v] : total[v] / TERN_SPLAT(box->divisor);
        if (box->stream) TERN_STREAM(box->out + c + v * TERN_VW, value);
        else TERN_STORE(box->out + c + v * TERN_VW, value);
    }
}

TERN_INLINE void TERN_NAME(avg_element)(const tern_avg_box *box, const bool weighted, int64_t c) {
    float total = 0;
    for (int64_t i = 0; i < box->counts[0]; i++) {
        for (int64_t j = 0; j < box->counts[1]; j++) {
            const float *row = box->in + i * box->strides[0] + j * box->strides[1] + c;
            const float plane = weighted ? box->factors[0][i] * box->factors[1][j] : 1;
            float sum = 0;
            for (int64_t k = 0; k < box->counts[2]; k++, row += box->strides[2])
                sum += weighted ? *row * (plane * box->factors[2][k]) : *row;
            total += sum;
        }
    }
    box->out[c] = weighted ? total : total / box->divisor;
}

TERN_INLINE void TERN_NAME(avg_sum_box_body)(const tern_avg_box *box, const bool weighted) {
    int64_t c = 0;
    for (; c + 4 * TERN_VW <= box->channels; c += 4 * TERN_VW) TERN_NAME(avg_vectors)(box, 4, weighted, c);
    for (; c + TERN_VW <= box->channels; c += TERN_VW) TERN_NAME(avg_vectors)(box, 1, weighted, c);
    for (; c < box->channels; c++) TERN_NAME(avg_element)(box, weighted, c);
}

static void TERN_NAME(avg_sum_box)(const tern_avg_box *box) {
    if (box->factors[0]) TERN_NAME(avg_sum_box_body)(box, true);
    else TERN_NAME(avg_sum_box_body)(box, false);
}

static const tern_avg_kernels TERN_NAME(avg_kernels) = {.vector_bytes = sizeof(TERN_V), .sum_box = TERN_NAME(avg_sum_box)};
