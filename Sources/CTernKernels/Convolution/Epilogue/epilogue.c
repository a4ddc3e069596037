// Epilogues of whole results and of the blocks that pass through a buffer.
#include "epilogue.h"

#include <string.h>

tern_epilogue tern_epilogue_of(const tern_conv2d_epilogue *epilogue, const float *y) {
    tern_epilogue result = {.scale = epilogue->scale, .shift = epilogue->shift, .has_residual = epilogue->residual != NULL,
                            .clamps = epilogue->clamps, .low = (float)epilogue->low, .high = (float)epilogue->high};
    if (result.has_residual)
        result.residual = ((intptr_t)epilogue->residual - (intptr_t)y) / (intptr_t)sizeof(float);
    return result;
}

void tern_buffer_epilogue(tern_buffered_epilogue *buffered, const tern_epilogue *whole, int64_t first, int64_t valid) {
    buffered->epilogue = *whole;
    buffered->epilogue.residual = 0;
    if (whole->scale) {
        memset(buffered->scale, 0, sizeof buffered->scale);
        memcpy(buffered->scale, whole->scale + first, (size_t)valid * sizeof(float));
        buffered->epilogue.scale = buffered->scale;
    }
    if (whole->shift) {
        memset(buffered->shift, 0, sizeof buffered->shift);
        memcpy(buffered->shift, whole->shift + first, (size_t)valid * sizeof(float));
        buffered->epilogue.shift = buffered->shift;
    }
}
