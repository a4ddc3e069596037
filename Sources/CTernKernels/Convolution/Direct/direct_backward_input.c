// The gradient of the input as direct jobs that gather from dy: one for each phase of the stride, all of which read the same
// packed weights.
#include "../../include/tern_runtime.h"
#include "direct.h"

static bool run_phases(tern_direct_job *job, const tern_conv2d_size *size, float *dx, const int64_t *dx_strides, tern_tap *taps) {
    for (int64_t phase_h = 0; phase_h < size->stride_h && phase_h < size->h; phase_h++) {
        for (int64_t phase_w = 0; phase_w < size->stride_w && phase_w < size->w; phase_w++) {
            job->out = tern_phase_of(size, dx, dx_strides, phase_h, phase_w);
            job->tap_count = tern_list_phase_taps(taps, size, phase_h, phase_w);
            if (!tern_direct_run(job)) return false;
        }
    }
    return true;
}

bool tern_direct_backward_input(const tern_conv2d_size *size, tern_isa isa, float *dx, const int64_t *dx_strides,
                                const float *dy, const int64_t *dy_strides, const float *weight,
                                const int64_t *weight_strides, tern_weight_forms *forms,
                                const tern_conv2d_epilogue *epilogue) {
    const tern_weight_view view = tern_weight_view_backward(size, weight, weight_strides, forms);
    const tern_epilogue applied = tern_epilogue_of(epilogue, dx);
    tern_direct_job job = {.isa = isa, .groups = size->groups, .stride_h = 1, .stride_w = 1, .epilogue = &applied};
    tern_packed_weights packed = {0};
    tern_tap *taps = tern_allocate((size_t)(size->kh * size->kw) * sizeof(tern_tap), false);
    bool done = taps && tern_image_open(&job.in, isa, dy, dy_strides, size->n, size->k, size->oh, size->ow);
    const bool has_phases = size->stride_h * size->stride_w > 1;
    job.stream = !has_phases;
    if (has_phases) done = done && tern_pack_weights(&packed, isa, &view);
    if (done) {
        job.taps = taps;
        job.view = &view;
        job.weights = has_phases ? &packed : NULL;
        done = run_phases(&job, size, dx, dx_strides, taps);
    }
    tern_free_packed_weights(&packed);
    tern_image_close(&job.in);
    tern_deallocate(taps);
    return done;
}
