// Average pooling: the fast loops where there are some, else the reference.
#include "average.h"

void tern_avg_pool_forward(const tern_avg_pool_size *size, void *y, const int64_t *y_strides, const void *x,
                           const int64_t *x_strides) {
    if (size->dtype == TERN_FLOAT32 && tern_avg_pool_forward_fast(tern_current_isa(), size, y, y_strides, x, x_strides)) return;
    tern_avg_pool_forward_reference(size, y, y_strides, x, x_strides);
}

void tern_avg_pool_backward(const tern_avg_pool_size *size, void *dx, const int64_t *dx_strides, const void *dy,
                            const int64_t *dy_strides) {
    if (size->dtype == TERN_FLOAT32 && tern_avg_pool_backward_fast(tern_current_isa(), size, dx, dx_strides, dy, dy_strides))
        return;
    tern_avg_pool_backward_reference(size, dx, dx_strides, dy, dy_strides);
}
