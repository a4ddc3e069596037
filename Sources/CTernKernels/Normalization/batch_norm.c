// Batch normalisation: the fast loops where there are some, else the reference.
#include "Fast/batch_norm.h"
#include "reference.h"

// A few thousand elements take no time either way, and the reference gives them torch's last bits.
static tern_isa isa_for(tern_norm_size size) {
    const int64_t few = 1 << 13;
    return size.n * size.c * size.inner < few ? TERN_ISA_REFERENCE : tern_current_isa();
}

void tern_batch_norm_statistics(tern_norm_size size, const void *x, const int64_t *x_strides, double *mean, double *variance) {
    if (tern_fast_norm_statistics(isa_for(size), size, x, x_strides, mean, variance)) return;
    tern_batch_norm_statistics_reference(size, x, x_strides, mean, variance);
}

void tern_batch_norm_sums(tern_norm_size size, const void *dy, const int64_t *dy_strides, const void *x, const int64_t *x_strides,
                          const double *mean, const tern_norm_gate *gate, double *sum_dy, double *sum_dy_xmu) {
    if (tern_fast_norm_sums(isa_for(size), size, dy, dy_strides, x, x_strides, mean, gate, sum_dy, sum_dy_xmu)) return;
    tern_batch_norm_sums_reference(size, dy, dy_strides, x, x_strides, mean, gate, sum_dy, sum_dy_xmu);
}

void tern_batch_norm_apply(tern_norm_size size, void *y, const int64_t *y_strides, const void *x, const int64_t *x_strides,
                           tern_norm_affine affine, const tern_norm_activation *activation) {
    const tern_fast_norm_map_job job = {.size = size, .out = y, .out_strides = y_strides, .x = x, .x_strides = x_strides,
                                        .mean = affine.mean, .x_factor = affine.scale, .constant = affine.shift,
                                        .addend = activation ? activation->residual : NULL,
                                        .addend_strides = activation ? activation->residual_strides : NULL,
                                        .activation = activation};
    if (tern_fast_norm_map(isa_for(size), &job)) return;
    tern_batch_norm_apply_reference(size, y, y_strides, x, x_strides, affine, activation);
}

void tern_batch_norm_backward(tern_norm_size size, void *dx, const int64_t *dx_strides, const void *dy, const int64_t *dy_strides,
                              const void *x, const int64_t *x_strides, const double *mean, const double *a, const double *b,
                              const double *d, const tern_norm_gate *gate) {
    const tern_fast_norm_map_job job = {.size = size, .out = dx, .out_strides = dx_strides, .x = x, .x_strides = x_strides,
                                        .addend = dy, .addend_strides = dy_strides, .mean = mean, .x_factor = b,
                                        .addend_factor = a, .constant = d, .gate = gate};
    if (tern_fast_norm_map(isa_for(size), &job)) return;
    tern_batch_norm_backward_reference(size, dx, dx_strides, dy, dy_strides, x, x_strides, mean, a, b, d, gate);
}
