// The public convolutions: choose an algorithm, run it, and fall back to the clear loops, which need no memory.
#include "Reference/reference.h"
#include "algorithms.h"

void tern_conv2d_forward(const tern_conv2d_size *size, void *y, const int64_t *y_strides, const void *x,
                         const int64_t *x_strides, const void *weight, const int64_t *weight_strides, tern_weight_forms *forms, const tern_conv2d_epilogue *epilogue) {
    const tern_isa isa = tern_current_isa();
    const tern_conv2d_algorithm algorithm = tern_conv2d_choose(size, TERN_CONV2D_FORWARD, isa);
    if (!tern_conv2d_forward_with(algorithm, isa, size, y, y_strides, x, x_strides, weight, weight_strides, forms, epilogue))
        tern_conv2d_reference_forward(size, y, y_strides, x, x_strides, weight, weight_strides, epilogue);
}

void tern_conv2d_backward_input(const tern_conv2d_size *size, void *dx, const int64_t *dx_strides, const void *dy,
                                const int64_t *dy_strides, const void *weight, const int64_t *weight_strides, tern_weight_forms *forms,
                                const tern_conv2d_epilogue *epilogue) {
    const tern_isa isa = tern_current_isa();
    const tern_conv2d_algorithm algorithm = tern_conv2d_choose(size, TERN_CONV2D_BACKWARD_INPUT, isa);
    if (!tern_conv2d_backward_input_with(algorithm, isa, size, dx, dx_strides, dy, dy_strides, weight, weight_strides, forms, epilogue))
        tern_conv2d_reference_backward_input(size, dx, dx_strides, dy, dy_strides, weight, weight_strides, epilogue);
}

void tern_conv2d_backward_weight(const tern_conv2d_size *size, void *dweight, const int64_t *dweight_strides, const void *dy,
                                 const int64_t *dy_strides, const void *x, const int64_t *x_strides) {
    const tern_isa isa = tern_current_isa();
    const tern_conv2d_algorithm algorithm = tern_conv2d_choose(size, TERN_CONV2D_BACKWARD_WEIGHT, isa);
    if (!tern_conv2d_backward_weight_with(algorithm, isa, size, dweight, dweight_strides, dy, dy_strides, x, x_strides))
        tern_conv2d_reference_backward_weight(size, dweight, dweight_strides, dy, dy_strides, x, x_strides);
}
