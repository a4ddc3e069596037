// Kernel tap u carries dy's row i to the input row p = i * stride + u * dilation - pad. With a stride, the input rows fall
// into phases p % stride; each phase is met by its own taps, and by dy's rows one after the other.
#include "taps.h"

void tern_list_forward_taps(tern_tap *taps, const tern_conv2d_size *size) {
    for (int64_t u = 0; u < size->kh; u++)
        for (int64_t v = 0; v < size->kw; v++)
            *taps++ = (tern_tap){.row = u * size->dilation_h - size->pad_top, .column = v * size->dilation_w - size->pad_left,
                                 .index = u * size->kw + v};
}

int64_t tern_list_phase_taps(tern_tap *taps, const tern_conv2d_size *size, int64_t phase_h, int64_t phase_w) {
    int64_t count = 0;
    for (int64_t u = 0; u < size->kh; u++) {
        const int64_t row = phase_h + size->pad_top - u * size->dilation_h;
        if (row % size->stride_h != 0) continue;
        for (int64_t v = 0; v < size->kw; v++) {
            const int64_t column = phase_w + size->pad_left - v * size->dilation_w;
            if (column % size->stride_w != 0) continue;
            taps[count++] = (tern_tap){.row = row / size->stride_h, .column = column / size->stride_w,
                                       .index = u * size->kw + v};
        }
    }
    return count;
}
