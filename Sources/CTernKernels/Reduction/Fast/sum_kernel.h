// Template: the sum of a packed row of floats, in double, for one instruction set.
typedef double TERN_NAME(sum_doubles) __attribute__((ext_vector_type(TERN_VW)));

static double TERN_NAME(sum_f32)(int64_t n, const float *x) {
    TERN_NAME(sum_doubles) a = 0.0, b = 0.0;   // two chains of additions, because each waits for the one before
    int64_t i = 0;
    for (; i + 2 * TERN_VW <= n; i += 2 * TERN_VW) {
        a += __builtin_convertvector(TERN_LOAD(x + i), TERN_NAME(sum_doubles));
        b += __builtin_convertvector(TERN_LOAD(x + i + TERN_VW), TERN_NAME(sum_doubles));
    }
    a += b;
    double lanes[TERN_VW];
    TERN_UNROLL for (int k = 0; k < TERN_VW; k++) lanes[k] = a[k];
    TERN_UNROLL for (int half = TERN_VW / 2; half > 0; half /= 2)
        TERN_UNROLL for (int k = 0; k < half; k++) lanes[k] += lanes[k + half];
    double sum = lanes[0];
    for (; i < n; i++) sum += (double)x[i];
    return sum;
}
