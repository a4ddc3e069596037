// Weighted sums of rows: how images are read at the points of a grid.
#ifndef TERN_SAMPLING_H
#define TERN_SAMPLING_H

#include "tern_types.h"

/// Which rows each of `points` sums is made of: `taps` rows, whose numbers and weights lie tap by tap, [taps][points]. Rows have
/// `width` elements. All memory is contiguous and of one type, float32 or float64.
typedef struct {
    tern_dtype dtype;
    int64_t taps, points, width;
    const int64_t *_Nonnull rows;
} tern_row_taps;

/// y[i] = sum over t of weights[t][i] * x[rows[t][i]].
void tern_rows_gather(const tern_row_taps *_Nonnull taps, void *_Nonnull y, const void *_Nonnull x,
                      const void *_Nonnull weights);

/// dx[rows[t][i]] += weights[t][i] * dy[i], in the order of t, then i.
void tern_rows_scatter(const tern_row_taps *_Nonnull taps, void *_Nonnull dx, const void *_Nonnull dy,
                       const void *_Nonnull weights);

/// dweights[t][i] = the scalar product of x[rows[t][i]] and dy[i].
void tern_rows_products(const tern_row_taps *_Nonnull taps, void *_Nonnull dweights, const void *_Nonnull x,
                        const void *_Nonnull dy);

#endif
