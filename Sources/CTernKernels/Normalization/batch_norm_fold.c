// A batch normalisation in evaluation as a factor and a shift of what comes before it.
#include <math.h>

#include "../include/tern_batch_norm.h"

bool tern_batch_norm_fold(int64_t channels, tern_norm_state state, const float *bias_before, float *scale, float *shift) {
    const double largest_mean = 256;   // in standard deviations; beyond, x * scale and shift would cancel
    bool is_exact = true;
    for (int64_t c = 0; c < channels; c++) {
        const double mean = state.mean[c], inverse_std = 1 / sqrt((double)state.variance[c] + state.eps);
        const double factor = state.weight ? inverse_std * (double)state.weight[c] : inverse_std;
        const double centre = bias_before ? mean - (double)bias_before[c] : mean;
        is_exact &= fabs(mean * inverse_std) <= largest_mean;   // false for a NaN
        scale[c] = (float)factor;
        shift[c] = (float)((state.bias ? (double)state.bias[c] : 0) - centre * factor);
    }
    return is_exact;
}
