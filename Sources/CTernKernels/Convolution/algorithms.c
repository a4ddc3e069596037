// From an algorithm's name to its function, for each pass. The clear loops stand in for whatever is missing.
#include "algorithms.h"

#include "Depthwise/depthwise.h"
#include "Direct/direct.h"
#include "Planar/planar.h"
#include "Reference/reference.h"
#include "Winograd/winograd.h"

bool tern_conv2d_forward_with(tern_conv2d_algorithm algorithm, tern_isa isa, const tern_conv2d_size *size, void *y,
                              const int64_t *y_strides, const void *x, const int64_t *x_strides, const void *weight,
                              const int64_t *weight_strides, tern_weight_forms *forms, const tern_conv2d_epilogue *epilogue) {
    switch (algorithm) {
        case TERN_CONV2D_DIRECT:
            return tern_direct_forward(size, isa, y, y_strides, x, x_strides, weight, weight_strides, forms, epilogue);
        case TERN_CONV2D_FIRST_LAYER:
            return tern_first_layer_forward(size, isa, y, y_strides, x, x_strides, weight, weight_strides, forms, epilogue);
        case TERN_CONV2D_PLANAR:
            return tern_planar_forward(size, isa, y, y_strides, x, x_strides, weight, weight_strides, epilogue);
        case TERN_CONV2D_DEPTHWISE:
            return tern_depthwise_forward(size, isa, y, y_strides, x, x_strides, weight, weight_strides, epilogue);
        case TERN_CONV2D_WINOGRAD_2:
            return tern_winograd_forward(2, size, isa, y, y_strides, x, x_strides, weight, weight_strides, forms, epilogue);
        case TERN_CONV2D_WINOGRAD_4:
            return tern_winograd_forward(4, size, isa, y, y_strides, x, x_strides, weight, weight_strides, forms, epilogue);
        default: return false;
    }
}

bool tern_conv2d_backward_input_with(tern_conv2d_algorithm algorithm, tern_isa isa, const tern_conv2d_size *size, void *dx,
                                     const int64_t *dx_strides, const void *dy, const int64_t *dy_strides,
                                     const void *weight, const int64_t *weight_strides, tern_weight_forms *forms,
                                const tern_conv2d_epilogue *epilogue) {
    switch (algorithm) {
        case TERN_CONV2D_DIRECT:
            return tern_direct_backward_input(size, isa, dx, dx_strides, dy, dy_strides, weight, weight_strides, forms, epilogue);
        case TERN_CONV2D_PLANAR:
            return tern_planar_backward_input(size, isa, dx, dx_strides, dy, dy_strides, weight, weight_strides, epilogue);
        case TERN_CONV2D_DEPTHWISE:
            return tern_depthwise_backward_input(size, isa, dx, dx_strides, dy, dy_strides, weight, weight_strides, epilogue);
        case TERN_CONV2D_WINOGRAD_2:
            return tern_winograd_backward_input(2, size, isa, dx, dx_strides, dy, dy_strides, weight, weight_strides, forms, epilogue);
        case TERN_CONV2D_WINOGRAD_4:
            return tern_winograd_backward_input(4, size, isa, dx, dx_strides, dy, dy_strides, weight, weight_strides, forms, epilogue);
        default: return false;
    }
}

bool tern_conv2d_backward_weight_with(tern_conv2d_algorithm algorithm, tern_isa isa, const tern_conv2d_size *size,
                                      void *dweight, const int64_t *dweight_strides, const void *dy,
                                      const int64_t *dy_strides, const void *x, const int64_t *x_strides) {
    switch (algorithm) {
        case TERN_CONV2D_DIRECT:
            return tern_direct_backward_weight(size, isa, dweight, dweight_strides, dy, dy_strides, x, x_strides);
        case TERN_CONV2D_DEPTHWISE:
            return tern_depthwise_backward_weight(size, isa, dweight, dweight_strides, dy, dy_strides, x, x_strides);
        case TERN_CONV2D_WINOGRAD_2:
            return tern_winograd_backward_weight(2, size, isa, dweight, dweight_strides, dy, dy_strides, x, x_strides);
        case TERN_CONV2D_WINOGRAD_4:
            return tern_winograd_backward_weight(4, size, isa, dweight, dweight_strides, dy, dy_strides, x, x_strides);
        default: return false;
    }
}
