// The forward pass as a direct job: one tap for every kernel position.
#include "../../include/tern_runtime.h"
#include "direct.h"

bool tern_direct_forward(const tern_conv2d_size *size, tern_isa isa, float *y, const int64_t *y_strides, const float *x,
                         const int64_t *x_strides, const float *weight, const int64_t *weight_strides, tern_weight_forms *forms, const tern_conv2d_epilogue *epilogue) {
    const tern_epilogue applied = tern_epilogue_of(epilogue, y);
    const tern_weight_view view = tern_weight_view_forward(size, weight, weight_strides, forms);
    tern_direct_job job = {.isa = isa, .groups = size->groups, .stride_h = size->stride_h, .stride_w = size->stride_w,
                           .tap_count = size->kh * size->kw, .epilogue = &applied, .stream = true};
    job.out = tern_result_of(y, y_strides, size->n, size->k, size->oh, size->ow);
    tern_tap *taps = tern_allocate((size_t)job.tap_count * sizeof(tern_tap), false);
    bool done = taps && tern_image_open(&job.in, isa, x, x_strides, size->n, size->c, size->h, size->w);
    if (done) {
        tern_list_forward_taps(taps, size);
        job.taps = taps;
        job.view = &view;
        done = tern_direct_run(&job);
    }
    tern_image_close(&job.in);
    tern_deallocate(taps);
    return done;
}
