// Max pooling: the fast loops where there are some, else the reference.
#include "../include/tern_isa.h"
#include "../include/tern_nn.h"
#include "Fast/max_pool2d.h"
#include "reference.h"

void tern_max_pool2d_forward(const tern_pool2d_size *size, void *y, const int64_t *y_strides, int64_t *indices,
                                     const int64_t *indices_strides, const void *x, const int64_t *x_strides) {
    const tern_isa isa = tern_current_isa();
    if (size->dtype == TERN_FLOAT32 &&
        tern_fast_max_pool2d_forward(isa, size, y, y_strides, indices, indices_strides, x, x_strides)) return;
    tern_max_pool2d_forward_reference(size, y, y_strides, indices, indices_strides, x, x_strides);
}

void tern_max_pool2d_backward(const tern_pool2d_size *size, void *dx, const int64_t *dx_strides, const void *dy,
                              const int64_t *dy_strides, const int64_t *indices, const int64_t *indices_strides) {
    const tern_isa isa = tern_current_isa();
    if (size->dtype == TERN_FLOAT32 &&
        tern_fast_max_pool2d_backward(isa, size, dx, dx_strides, dy, dy_strides, indices, indices_strides)) return;
    tern_max_pool2d_backward_reference(size, dx, dx_strides, dy, dy_strides, indices, indices_strides);
}
