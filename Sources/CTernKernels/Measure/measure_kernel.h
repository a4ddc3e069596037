// A template: see Isa/for_each.h.

// As many sums as hide the latency of a multiply-add on two units, and as fit 16 registers with the two factors.
enum { TERN_NAME(MEASURE_SUMS) = 12 };

static int64_t TERN_NAME(measure_multiply_add)(int64_t rounds, float *sums) {
    TERN_V sum[TERN_NAME(MEASURE_SUMS)];
    TERN_UNROLL for (int i = 0; i < TERN_NAME(MEASURE_SUMS); i++) sum[i] = TERN_SPLAT(sums[i]);
    const TERN_V factor = TERN_SPLAT(sums[0]), term = TERN_SPLAT(sums[1]);
    for (int64_t round = 0; round < rounds; round++) {
        // Twice, so that the loop's own instructions count less.
        TERN_UNROLL for (int i = 0; i < TERN_NAME(MEASURE_SUMS); i++) sum[i] = sum[i] * factor + term;
        TERN_UNROLL for (int i = 0; i < TERN_NAME(MEASURE_SUMS); i++) sum[i] = sum[i] * factor + term;
    }
    TERN_V total = sum[0];
    TERN_UNROLL for (int i = 1; i < TERN_NAME(MEASURE_SUMS); i++) total += sum[i];
    TERN_STORE(sums, total);
    return 2 * rounds * TERN_NAME(MEASURE_SUMS) * TERN_VW;
}

static void TERN_NAME(measure_copy)(float *out, const float *x, int64_t count, bool stream) {
    if (stream) {
        for (int64_t i = 0; i < count; i += TERN_VW) TERN_STREAM(out + i, TERN_LOAD(x + i));
    } else {
        for (int64_t i = 0; i < count; i += TERN_VW) TERN_STORE(out + i, TERN_LOAD(x + i));
    }
}

static const tern_measure_kernels TERN_NAME(measure_kernels) = {
    TERN_NAME(measure_multiply_add),
    TERN_NAME(measure_copy),
};
