// Running one block and bringing its sums to where the result wants them.
#ifndef TERN_CONVOLUTION_EMIT_H
#define TERN_CONVOLUTION_EMIT_H

#include "direct.h"

/// Floats of scratch that `tern_emit_block` needs.
enum { TERN_EMIT_SCRATCH = TERN_MOST_BLOCK_ROWS * TERN_MOST_BLOCK_LANES };

/// Runs `rows` rows of output channel block `block` of group `group`. `pixels` [i] is the result's pixel for row i, channel 0.
/// `job` has its sums, weights and prefetch filled in; its out, out_offset and epilogue are set here.
void tern_emit_block(const tern_block_kernels *_Nonnull kernels, tern_block_job *_Nonnull job, const tern_block_cut *_Nonnull cut,
                     int64_t group, int64_t block, int64_t rows, float *_Nonnull const *_Nonnull pixels,
                     int64_t channel_stride, const tern_epilogue *_Nullable epilogue, float *_Nonnull scratch);

/// Whether a result's rows can be stored past the caches: whole, aligned vectors.
bool tern_can_stream(const tern_result *_Nonnull result, const tern_block_cut *_Nonnull cut, int32_t lanes);

#endif
