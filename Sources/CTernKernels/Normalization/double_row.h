// Rows of any floating type as rows of double, so that statistics are written once.
#ifndef TERN_NORMALIZATION_DOUBLE_ROW_H
#define TERN_NORMALIZATION_DOUBLE_ROW_H

#include "../include/tern_types.h"

/// row[i] = x[i * stride]
void tern_load_double_row(tern_dtype dtype, double *_Nonnull row, const void *_Nonnull x, int64_t stride, int64_t count);
/// x[i * stride] = row[i], rounded once to the type
void tern_store_double_row(tern_dtype dtype, void *_Nonnull x, int64_t stride, const double *_Nonnull row, int64_t count);

#endif
