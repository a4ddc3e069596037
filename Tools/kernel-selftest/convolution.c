// Compares every fast convolution, for every instruction set that this CPU has, with the reference loops, over shapes that
// fall on, beside and between the kernels' block sizes. Deterministic; also runs under an emulator such as qemu-user.
//
// Exit status 0 and a last line that begins with "ok" mean that all agreed.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../Sources/CTernKernels/Convolution/Reference/reference.h"
#include "../../Sources/CTernKernels/Convolution/algorithms.h"
#include "../../Sources/CTernKernels/include/tern_runtime.h"

// Errors are relative to the largest number of the result, or to 1, the largest of the inputs, where the result is smaller: a
// gradient may be exactly zero, and Winograd's is then rounding noise. Most sums here have up to about 3000 terms.
static const double tolerance = 4e-6, winograd_4_tolerance = 2e-5, usual_terms = 3000;

static uint32_t random_state = 1;
static uint32_t next_random(void) { return random_state = random_state * 1664525u + 1013904223u; }
static int64_t pick(int64_t low, int64_t high) { return low + (int64_t)(next_random() >> 8) % (high - low + 1); }
static float random_float(void) { return (float)(next_random() >> 8) * 0x1p-23f - 1.0f; }

// An array [d0, d1, d2, d3] in one of several layouts.
typedef struct {
    float *data;
    int64_t sizes[4], strides[4], count;
} array;

enum { DENSE, CHANNELS_LAST, PADDED, LAYOUTS };

static array make(int64_t d0, int64_t d1, int64_t d2, int64_t d3, int layout, bool filled) {
    array a = {.sizes = {d0, d1, d2, d3}};
    const int64_t gap = layout == PADDED ? 3 : 0;  // extra channels between pixels
    if (layout == DENSE) {
        const int64_t strides[4] = {d1 * d2 * d3, d2 * d3, d3, 1};
        memcpy(a.strides, strides, sizeof strides);
    } else {
        const int64_t strides[4] = {d2 * d3 * (d1 + gap), 1, d3 * (d1 + gap), d1 + gap};
        memcpy(a.strides, strides, sizeof strides);
    }
    a.count = d0 * (d1 + gap) * d2 * d3;
    a.data = tern_allocate((size_t)a.count * sizeof(float), false);
    for (int64_t i = 0; i < a.count; i++) a.data[i] = filled ? random_float() : NAN;
    return a;
}
static void release(array *a) { tern_deallocate(a->data); }

static double difference(const array *a, const array *b) {
    double most = 0, largest = 1;
    for (int64_t n = 0; n < a->sizes[0]; n++)
        for (int64_t c = 0; c < a->sizes[1]; c++)
            for (int64_t h = 0; h < a->sizes[2]; h++)
                for (int64_t w = 0; w < a->sizes[3]; w++) {
                    const int64_t at[4] = {n, c, h, w};
                    int64_t i = 0, j = 0;
                    for (int d = 0; d < 4; d++) {
                        i += at[d] * a->strides[d];
                        j += at[d] * b->strides[d];
                    }
                    const double distance = fabs((double)a->data[i] - (double)b->data[j]);
                    if (!(distance <= most)) most = distance;  // NaN counts
                    if (fabs((double)b->data[j]) > largest) largest = fabs((double)b->data[j]);
                }
    return most / largest;
}

static int64_t comparisons, failures;
static double worst[TERN_CONV2D_WINOGRAD_4 + 1];

static void check(const tern_conv2d_size *s, const char *pass, tern_conv2d_algorithm algorithm, tern_isa isa, const array *got,
                  const array *expected) {
    const double error = difference(got, expected);
    comparisons++;
    if (error > worst[algorithm]) worst[algorithm] = error;
    const bool is_exact = algorithm == TERN_CONV2D_PLANAR && strcmp(pass, "forward") == 0 && isa != TERN_ISA_PORTABLE;
    const double allowed = algorithm == TERN_CONV2D_WINOGRAD_4 ? winograd_4_tolerance : tolerance;
    const double terms = (double)(s->c / s->groups * s->kh * s->kw);
    if (error <= (is_exact ? 0 : allowed * fmax(1, sqrt(terms / usual_terms)))) return;
    failures++;
    printf("FAILED %s %s %s: error %.1e, n %lld c %lld h %lld w %lld k %lld kernel %lldx%lld groups %lld stride %lldx%lld pad "
           "%lld,%lld dilation %lldx%lld\n",
           pass, tern_conv2d_algorithm_name(algorithm), tern_isa_name(isa), error, (long long)s->n, (long long)s->c,
           (long long)s->h, (long long)s->w, (long long)s->k, (long long)s->kh, (long long)s->kw, (long long)s->groups,
           (long long)s->stride_h, (long long)s->stride_w, (long long)s->pad_top, (long long)s->pad_left,
           (long long)s->dilation_h, (long long)s->dilation_w);
}

static void check_bits(const tern_conv2d_size *s, const char *pass, tern_conv2d_algorithm algorithm, tern_isa isa, int32_t threads,
                       const array *got, const array *expected) {
    comparisons++;
    if (memcmp(got->data, expected->data, (size_t)got->count * sizeof(float)) == 0) return;
    failures++;
    printf("FAILED %s %s %s: other bits with %d threads, n %lld c %lld h %lld w %lld k %lld kernel %lldx%lld\n", pass,
           tern_conv2d_algorithm_name(algorithm), tern_isa_name(isa), threads, (long long)s->n, (long long)s->c, (long long)s->h,
           (long long)s->w, (long long)s->k, (long long)s->kh, (long long)s->kw);
}

// Some of an epilogue's parts; a bias alone as often as not.
static tern_conv2d_epilogue random_epilogue(const array *scale, const array *shift, const array *residual) {
    if (pick(0, 1)) return (tern_conv2d_epilogue){.shift = shift->data};
    tern_conv2d_epilogue epilogue = {.scale = pick(0, 1) ? scale->data : NULL, .shift = pick(0, 1) ? shift->data : NULL,
                                     .residual = pick(0, 1) ? residual->data : NULL, .clamps = pick(0, 1)};
    epilogue.low = pick(0, 1) ? 0 : -1;
    epilogue.high = pick(0, 1) ? (double)INFINITY : 20;
    return epilogue;
}

// A result to be written, which begins with the residual where there is one, so that it may be added in place.
static array result_for(const tern_conv2d_epilogue *epilogue, const array *residual, int layout) {
    array result = make(residual->sizes[0], residual->sizes[1], residual->sizes[2], residual->sizes[3], layout, false);
    if (epilogue->residual) memcpy(result.data, residual->data, (size_t)result.count * sizeof(float));
    return result;
}

// The gradient of the input for one, two and three threads.
static void check_threads(const tern_conv2d_size *s, tern_conv2d_algorithm algorithm, tern_isa isa, const array *dy,
                          const array *weight, const tern_conv2d_epilogue *epilogue, const array *residual, int layout) {
    const int32_t usual = tern_thread_count();
    array got[3];
    for (int i = 0; i < 3; i++) {
        got[i] = result_for(epilogue, residual, layout);
        tern_set_thread_count(i + 1);
        if (tern_conv2d_backward_input_with(algorithm, isa, s, got[i].data, got[i].strides, dy->data, dy->strides, weight->data,
                                            weight->strides, NULL, epilogue))
            check_bits(s, "backward-input", algorithm, isa, i + 1, &got[i], &got[0]);
    }
    tern_set_thread_count(usual);
    for (int i = 0; i < 3; i++) release(&got[i]);
}

// All algorithms and instruction sets on one shape.
static void run_shape(const tern_conv2d_size *s) {
    const int layout_x = (int)pick(0, LAYOUTS - 1), layout_y = (int)pick(0, LAYOUTS - 1);
    array x = make(s->n, s->c, s->h, s->w, layout_x, true), dy = make(s->n, s->k, s->oh, s->ow, layout_y, true);
    array weight = make(s->k, s->c / s->groups, s->kh, s->kw, (int)pick(0, 1), true);
    const int64_t most_channels = s->c > s->k ? s->c : s->k;
    array scale = make(1, most_channels, 1, 1, DENSE, true), shift = make(1, most_channels, 1, 1, DENSE, true);
    array residual = make(s->n, s->k, s->oh, s->ow, layout_y, true), residual_dx = make(s->n, s->c, s->h, s->w, layout_x, true);
    array y = make(s->n, s->k, s->oh, s->ow, layout_y, false), dx = make(s->n, s->c, s->h, s->w, layout_x, false);
    array dw = make(s->k, s->c / s->groups, s->kh, s->kw, DENSE, false);
    const tern_conv2d_epilogue epilogue = random_epilogue(&scale, &shift, &residual);
    const tern_conv2d_epilogue epilogue_dx = random_epilogue(&scale, &shift, &residual_dx);
    tern_conv2d_reference_forward(s, y.data, y.strides, x.data, x.strides, weight.data, weight.strides, &epilogue);
    tern_conv2d_reference_backward_input(s, dx.data, dx.strides, dy.data, dy.strides, weight.data, weight.strides,
                                         &epilogue_dx);
    tern_conv2d_reference_backward_weight(s, dw.data, dw.strides, dy.data, dy.strides, x.data, x.strides);
    for (tern_isa isa = TERN_ISA_PORTABLE; isa < TERN_ISA_COUNT; isa++) {
        if (!tern_isa_available(isa)) continue;
        for (tern_conv2d_algorithm a = TERN_CONV2D_DIRECT; a <= TERN_CONV2D_WINOGRAD_4; a++) {
            // The first use of a weight leaves nothing behind, the second keeps its forms, the third uses them.
            tern_weight_forms *forms = pick(0, 1) ? tern_weight_forms_create() : NULL;
            array got;
            for (int use = 0; use < (forms ? 3 : 1); use++) {
                got = result_for(&epilogue, &residual, layout_y);
                tern_conv2d_epilogue in_place = epilogue;
                if (epilogue.residual && use == 1) in_place.residual = got.data;
                if (tern_conv2d_forward_with(a, isa, s, got.data, got.strides, x.data, x.strides, weight.data, weight.strides,
                                             forms, &in_place))
                    check(s, "forward", a, isa, &got, &y);
                release(&got);
                got = result_for(&epilogue_dx, &residual_dx, layout_x);
                in_place = epilogue_dx;
                if (epilogue_dx.residual && use == 1) in_place.residual = got.data;
                if (tern_conv2d_backward_input_with(a, isa, s, got.data, got.strides, dy.data, dy.strides, weight.data,
                                                    weight.strides, forms, &in_place))
                    check(s, "backward-input", a, isa, &got, &dx);
                release(&got);
            }
            tern_weight_forms_free(forms);
            check_threads(s, a, isa, &dy, &weight, &epilogue_dx, &residual_dx, layout_x);
            got = make(s->k, s->c / s->groups, s->kh, s->kw, DENSE, false);
            if (tern_conv2d_backward_weight_with(a, isa, s, got.data, got.strides, dy.data, dy.strides, x.data, x.strides)) {
                check(s, "backward-weight", a, isa, &got, &dw);
                const int32_t usual = tern_thread_count();
                for (int32_t threads = 1; threads <= 3; threads++) {
                    array again = make(s->k, s->c / s->groups, s->kh, s->kw, DENSE, false);
                    tern_set_thread_count(threads);
                    tern_conv2d_backward_weight_with(a, isa, s, again.data, again.strides, dy.data, dy.strides, x.data, x.strides);
                    check_bits(s, "backward-weight", a, isa, threads, &again, &got);
                    release(&again);
                }
                tern_set_thread_count(usual);
            }
            release(&got);
        }
    }
    array *all[] = {&x, &dy, &weight, &scale, &shift, &residual, &residual_dx, &y, &dx, &dw};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) release(all[i]);
}

// Channel counts around the vectors and blocks of all instruction sets.
static int64_t pick_channels(void) {
    static const int64_t counts[] = {1, 3, 4, 5, 8, 9, 15, 16, 17, 24, 31, 32, 33, 40, 48, 65};
    return counts[pick(0, 15)];
}

static tern_conv2d_size random_shape(void) {
    static const int64_t kernels[][2] = {{1, 1}, {3, 3}, {3, 3}, {3, 3}, {5, 5}, {7, 7}, {2, 3}, {1, 5}};
    const int64_t *kernel = kernels[pick(0, 7)], kind = pick(0, 4);
    tern_conv2d_size s = {.dtype = TERN_FLOAT32, .n = pick(1, 3), .c = pick_channels(), .k = pick_channels(), .groups = 1,
                          .kh = kernel[0], .kw = kernel[1], .stride_h = 1, .stride_w = 1, .dilation_h = 1, .dilation_w = 1};
    if (kind == 0) {  // grouped
        s.groups = pick(2, 3);
        s.c = s.groups * pick(1, 9);
        s.k = s.groups * pick(1, 20);
    } else if (kind == 1) {  // depthwise
        s.groups = s.k = s.c;
    }
    if (pick(0, 2) == 0) s.stride_h = s.stride_w = pick(2, 3);
    if (pick(0, 7) == 0) s.stride_w = 2;
    if (pick(0, 7) == 0) s.dilation_h = 2;
    if (pick(0, 7) == 0) s.dilation_w = 3;
    s.h = pick(1, 17);
    s.w = pick(0, 5) == 0 ? pick(60, 150) : pick(1, 22);   // several tiles of columns, too
    s.pad_top = pick(-1, 3);
    s.pad_left = pick(-1, 3);
    const int64_t pad_bottom = pick(0, 3), pad_right = pick(0, 3);
    s.oh = (s.h + s.pad_top + pad_bottom - (s.kh - 1) * s.dilation_h - 1) / s.stride_h + 1;
    s.ow = (s.w + s.pad_left + pad_right - (s.kw - 1) * s.dilation_w - 1) / s.stride_w + 1;
    if (s.oh < 1) s.oh = 1;  // windows past the end read zeros
    if (s.ow < 1) s.ow = 1;
    return s;
}

// So many channels that Winograd's sums of the weight's gradient are shared, and more tiles than are taken at a time.
static tern_conv2d_size wide_shape(void) {
    return (tern_conv2d_size){.dtype = TERN_FLOAT32, .n = 1, .c = 1030, .h = 22, .w = 26, .k = 40, .kh = 3, .kw = 3, .groups = 1,
                              .oh = 22, .ow = 26, .stride_h = 1, .stride_w = 1, .pad_top = 1, .pad_left = 1, .dilation_h = 1,
                              .dilation_w = 1};
}

int main(int count, char **arguments) {
    const int64_t shapes = count > 1 ? strtol(arguments[1], NULL, 10) : 300;
    const tern_conv2d_size wide = wide_shape();
    if (shapes >= 100) run_shape(&wide);   // it takes an emulator minutes
    for (int64_t i = 0; i < shapes; i++) {
        const tern_conv2d_size shape = random_shape();
        run_shape(&shape);
    }
    if (tern_weight_forms_bytes() != 0) {
        failures++;
        printf("FAILED: %zu bytes of weights' forms are left\n", tern_weight_forms_bytes());
    }
    for (tern_conv2d_algorithm a = TERN_CONV2D_DIRECT; a <= TERN_CONV2D_WINOGRAD_4; a++)
        printf("%-12s worst error %.1e\n", tern_conv2d_algorithm_name(a), worst[a]);
    printf("%s: %lld comparisons over %lld shapes,", failures ? "FAILED" : "ok", (long long)comparisons, (long long)shapes);
    for (tern_isa isa = TERN_ISA_PORTABLE; isa < TERN_ISA_COUNT; isa++)
        if (tern_isa_available(isa)) printf(" %s", tern_isa_name(isa));
    printf(", %lld failed\n", (long long)failures);
    return failures != 0;
}
