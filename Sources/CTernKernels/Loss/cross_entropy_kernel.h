// Template: cross-entropy of one row, see cross_entropy.h. Part of math_kernel.h, after softmax_kernel.h, whose loads and sums
// it uses.
#define LOSS_WIDEN(v) __builtin_convertvector((v), TERN_NAME(softmax_doubles))

static double TERN_NAME(cross_entropy_log_sum)(int64_t n, const float *x) {
    const float lowest = -__builtin_inff(), largest = TERN_NAME(softmax_largest)(n, x);
    TERN_NAME(softmax_doubles) sums = 0.0;
    TERN_V value;
    for (int64_t i = 0; i < n; i += TERN_VW) {
        TERN_NAME(softmax_load)(&value, x, i, n, lowest);
        value -= TERN_SPLAT(largest);
        TERN_NAME(exp_vector)(&value);
        sums += LOSS_WIDEN(value);
    }
    return (double)largest + __builtin_log(TERN_NAME(softmax_lane_sum)(&sums));
}

static double TERN_NAME(cross_entropy_weighted_sum)(int64_t n, const float *x, const float *weight) {
    TERN_NAME(softmax_doubles) sums = 0.0;
    TERN_V value, factor = TERN_SPLAT(1.0f);
    for (int64_t i = 0; i < n; i += TERN_VW) {
        TERN_NAME(softmax_load)(&value, x, i, n, 0);
        if (weight) TERN_NAME(softmax_load)(&factor, weight, i, n, 0);
        sums += LOSS_WIDEN(value) * LOSS_WIDEN(factor);
    }
    return TERN_NAME(softmax_lane_sum)(&sums);
}

static void TERN_NAME(cross_entropy_gradient)(int64_t n, float *dx, const float *x, double log_sum, float share, float spread,
                                              const float *weight) {
    // In two floats: one would lose digits of every probability where the logits are large.
    const float high = (float)log_sum, low = (float)(log_sum - (double)high);
    TERN_V value, factor = TERN_SPLAT(1.0f);
    for (int64_t i = 0; i < n; i += TERN_VW) {
        TERN_NAME(softmax_load)(&value, x, i, n, 0);
        value = (value - TERN_SPLAT(high)) - TERN_SPLAT(low);
        TERN_NAME(exp_vector)(&value);
        value *= TERN_SPLAT(share);
        if (spread != 0) {
            if (weight) TERN_NAME(softmax_load)(&factor, weight, i, n, 0);
            value -= TERN_SPLAT(spread) * factor;
        }
        TERN_NAME(softmax_store)(dx, i, n, &value);
    }
}

static const tern_cross_entropy_kernels TERN_NAME(cross_entropy_kernels) = {
    TERN_NAME(cross_entropy_log_sum), TERN_NAME(cross_entropy_weighted_sum), TERN_NAME(cross_entropy_gradient)};
#undef LOSS_WIDEN
