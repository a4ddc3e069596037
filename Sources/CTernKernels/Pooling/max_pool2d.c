// Max pooling: the fast loops where there are some, else the reference.
#include "../include/tern_isa.h"
#include "../include/tern_nn.h"
#include "Fast/max_pool2d.h"
#include "reference.h"

static void forward(const tern_pool2d_size *size, void *y, const int64_t *y_strides, const tern_pool_winners *winners,
                    const void *x, const int64_t *x_strides) {
    const tern_isa isa = tern_current_isa();
    if (size->dtype == TERN_FLOAT32 && tern_fast_max_pool2d_forward(isa, size, y, y_strides, winners, x, x_strides)) return;
    tern_max_pool2d_forward_reference(size, y, y_strides, winners, x, x_strides);
}

static void backward(const tern_pool2d_size *size, void *dx, const int64_t *dx_strides, const void *dy, const int64_t *dy_strides,
                     const tern_pool_winners *winners) {
    const tern_isa isa = tern_current_isa();
    if (size->dtype == TERN_FLOAT32 && tern_fast_max_pool2d_backward(isa, size, dx, dx_strides, dy, dy_strides, winners)) return;
    tern_max_pool2d_backward_reference(size, dx, dx_strides, dy, dy_strides, winners);
}

void tern_max_pool2d_forward(const tern_pool2d_size *size, void *y, const int64_t *y_strides, int64_t *indices,
                             const int64_t *indices_strides, const void *x, const int64_t *x_strides) {
    const tern_pool_winners winners = {.indices = indices, .strides = indices ? indices_strides : NULL};
    forward(size, y, y_strides, &winners, x, x_strides);
}

void tern_max_pool2d_forward_taps(const tern_pool2d_size *size, void *y, const int64_t *y_strides, uint8_t *taps,
                                  const int64_t *taps_strides, const void *x, const int64_t *x_strides) {
    const tern_pool_winners winners = {.taps = taps, .strides = taps ? taps_strides : NULL};
    forward(size, y, y_strides, &winners, x, x_strides);
}

void tern_max_pool2d_backward(const tern_pool2d_size *size, void *dx, const int64_t *dx_strides, const void *dy,
                              const int64_t *dy_strides, const int64_t *indices, const int64_t *indices_strides) {
    const tern_pool_winners winners = {.indices = (int64_t *)indices, .strides = indices_strides};
    backward(size, dx, dx_strides, dy, dy_strides, &winners);
}

void tern_max_pool2d_backward_taps(const tern_pool2d_size *size, void *dx, const int64_t *dx_strides, const void *dy,
                                   const int64_t *dy_strides, const uint8_t *taps, const int64_t *taps_strides) {
    const tern_pool_winners winners = {.taps = (uint8_t *)taps, .strides = taps_strides};
    backward(size, dx, dx_strides, dy, dy_strides, &winners);
}
