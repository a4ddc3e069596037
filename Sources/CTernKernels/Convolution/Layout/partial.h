// Sums that are formed in parts, so that threads need not wait for each other, and then added up in a fixed order.
#ifndef TERN_CONVOLUTION_PARTIAL_H
#define TERN_CONVOLUTION_PARTIAL_H

#include "../../include/tern_types.h"

/// sums[i] += partials[1 * count + i] + partials[2 * count + i] ..., where sums is partial 0.
void tern_add_partials(float *_Nonnull partials, int64_t parts, int64_t count);

#endif
