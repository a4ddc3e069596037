// Compares the fast pooling and batch normalisation, for every instruction set that this CPU has, with the reference loops,
// which sum in double, and with themselves on other numbers of threads. Deterministic; also runs under an emulator.
//
// Exit status 0 and a last line that begins with "ok" mean that all agreed.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../Sources/CTernKernels/Normalization/Fast/batch_norm.h"
#include "../../Sources/CTernKernels/Normalization/reference.h"
#include "../../Sources/CTernKernels/Pooling/Average/average.h"
#include "../../Sources/CTernKernels/Pooling/Fast/max_pool2d.h"
#include "../../Sources/CTernKernels/Pooling/reference.h"
#include "../../Sources/CTernKernels/include/tern_runtime.h"

static const double tolerance = 2e-6;  // relative to the largest number of the result, or to 1
static const int32_t thread_counts[] = {1, 2, 3, 8};
enum { THREAD_COUNTS = 4 };

static uint32_t random_state = 1;
static uint32_t next_random(void) { return random_state = random_state * 1664525u + 1013904223u; }
static int64_t pick(int64_t low, int64_t high) { return low + (int64_t)(next_random() >> 8) % (high - low + 1); }

static int64_t comparisons, failures;

static void expect(bool holds, const char *what, tern_isa isa, const char *shape) {
    comparisons++;
    if (holds) return;
    failures++;
    printf("FAILED %s %s %s\n", what, tern_isa_name(isa), shape);
}

// Values with ties, so that the first of equals is asked for, and here and there a NaN.
static float *values(int64_t count, bool coarse) {
    float *data = tern_allocate((size_t)count * sizeof(float), false);
    for (int64_t i = 0; i < count; i++) {
        data[i] = (float)(next_random() >> 8) * 0x1p-23f - 1.0f;
        if (coarse) data[i] = pick(0, 200) == 0 ? NAN : rintf(data[i] * 4);
    }
    return data;
}

static double difference(const float *a, const float *b, int64_t count) {
    double most = 0, largest = 1;
    for (int64_t i = 0; i < count; i++) {
        const double distance = isnan(a[i]) && isnan(b[i]) ? 0 : fabs((double)a[i] - (double)b[i]);
        if (!(distance <= most)) most = distance;
        if (fabs((double)b[i]) > largest) largest = fabs((double)b[i]);
    }
    return most / largest;
}

static void image_strides(int64_t strides[4], bool channels_last, int64_t c, int64_t h, int64_t w) {
    const int64_t last[4] = {h * w * c, 1, w * c, c}, planar[4] = {c * h * w, h * w, w, 1};
    memcpy(strides, channels_last ? last : planar, 4 * sizeof *strides);
}

static int64_t pick_channels(void) {
    static const int64_t counts[] = {1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 33, 64, 70, 130};
    return counts[pick(0, 13)];
}

// Max pooling: values, indices, tap numbers and gradients are exactly the reference's.
static void test_max_pool(void) {
    tern_pool2d_size s = {.dtype = TERN_FLOAT32, .n = pick(1, 3), .c = pick_channels(), .h = pick(1, 17), .w = pick(1, 40),
                          .kh = pick(1, 4), .kw = pick(1, 4), .stride_h = pick(1, 3), .stride_w = pick(1, 3),
                          .dilation_h = pick(0, 4) ? 1 : 2, .dilation_w = pick(0, 4) ? 1 : 3};
    s.pad_h = pick(0, s.kh / 2);
    s.pad_w = pick(0, s.kw / 2);
    s.oh = (s.h + 2 * s.pad_h - (s.kh - 1) * s.dilation_h - 1) / s.stride_h + 1;
    s.ow = (s.w + 2 * s.pad_w - (s.kw - 1) * s.dilation_w - 1) / s.stride_w + 1;
    if (s.h + 2 * s.pad_h <= (s.kh - 1) * s.dilation_h || s.w + 2 * s.pad_w <= (s.kw - 1) * s.dilation_w) return;
    char shape[160];
    snprintf(shape, sizeof shape, "n %lld c %lld %lldx%lld kernel %lldx%lld stride %lld,%lld pad %lld,%lld dilation %lld,%lld",
             (long long)s.n, (long long)s.c, (long long)s.h, (long long)s.w, (long long)s.kh, (long long)s.kw,
             (long long)s.stride_h, (long long)s.stride_w, (long long)s.pad_h, (long long)s.pad_w, (long long)s.dilation_h,
             (long long)s.dilation_w);
    const bool channels_last = pick(0, 2) > 0;
    int64_t xs[4], ys[4];
    image_strides(xs, channels_last, s.c, s.h, s.w);
    image_strides(ys, channels_last, s.c, s.oh, s.ow);
    const int64_t in = s.n * s.c * s.h * s.w, out = s.n * s.c * s.oh * s.ow;
    float *x = values(in, true), *dy = values(out, false), *y[2], *dx[2];
    int64_t *indices[2];
    uint8_t *taps[2];
    for (int i = 0; i < 2; i++) {
        y[i] = values(out, false);
        dx[i] = values(in, false);
        indices[i] = tern_allocate((size_t)out * sizeof(int64_t), true);
        taps[i] = tern_allocate((size_t)out, true);
    }
    const tern_pool_winners expected = {.indices = indices[0], .taps = taps[0], .strides = ys};
    tern_max_pool2d_forward_reference(&s, y[0], ys, &expected, x, xs);
    const tern_pool_winners named[3] = {{.indices = indices[0], .strides = ys}, {.taps = taps[0], .strides = ys}, {0}};
    const tern_pool_winners found[3] = {{.indices = indices[1], .strides = ys}, {.taps = taps[1], .strides = ys}, {0}};
    for (tern_isa isa = TERN_ISA_PORTABLE; isa < TERN_ISA_COUNT; isa++) {
        if (!tern_isa_available(isa)) continue;
        for (int way = 0; way < 3; way++) {
            tern_set_thread_count(thread_counts[pick(0, THREAD_COUNTS - 1)]);
            if (tern_fast_max_pool2d_forward(isa, &s, y[1], ys, &found[way], x, xs)) {
                expect(difference(y[1], y[0], out) == 0, "max-pool", isa, shape);
                if (way == 0) expect(!memcmp(indices[0], indices[1], (size_t)out * sizeof(int64_t)), "max-pool indices", isa, shape);
                if (way == 1) expect(!memcmp(taps[0], taps[1], (size_t)out), "max-pool taps", isa, shape);
            }
            if (way == 2) continue;
            tern_max_pool2d_backward_reference(&s, dx[0], xs, dy, ys, &named[way]);
            if (tern_fast_max_pool2d_backward(isa, &s, dx[1], xs, dy, ys, &named[way]))
                expect(difference(dx[1], dx[0], in) <= tolerance, "max-pool gradient", isa, shape);
        }
    }
    for (int i = 0; i < 2; i++) {
        tern_deallocate(y[i]);
        tern_deallocate(dx[i]);
        tern_deallocate(indices[i]);
        tern_deallocate(taps[i]);
    }
    tern_deallocate(x);
    tern_deallocate(dy);
}

// One dimension of an average pooling, adaptive or sliding.
typedef struct {
    int64_t begin[64], end[64], share[64];
} axis_tables;

static tern_pool_axis make_axis(axis_tables *tables, int64_t in) {
    int64_t out = pick(1, 9), kernel = pick(1, in), stride = pick(1, 3);
    const bool adaptive = pick(0, 1);
    if (!adaptive) out = (in - kernel) / stride + 1;
    for (int64_t o = 0; o < out; o++) {
        tables->begin[o] = adaptive ? o * in / out : o * stride;
        tables->end[o] = adaptive ? ((o + 1) * in + out - 1) / out : o * stride + kernel;
        tables->share[o] = tables->end[o] - tables->begin[o] + pick(0, 1);
    }
    return (tern_pool_axis){in, out, tables->begin, tables->end, tables->share};
}

static void test_average_pool(void) {
    axis_tables tables[3];
    tern_avg_pool_size s = {.dtype = TERN_FLOAT32, .n = pick(1, 3), .c = pick_channels(), .divisor = pick(0, 3) ? 0 : 3};
    const int64_t extents[3] = {pick(0, 1) ? 1 : pick(1, 4), pick(1, 12), pick(1, 12)};
    for (int axis = 0; axis < 3; axis++) s.axes[axis] = make_axis(&tables[axis], extents[axis]);
    int64_t xs[5], ys[5], *all[2] = {xs, ys}, counts[2];
    for (int i = 0; i < 2; i++) {
        const int64_t d = i ? s.axes[0].out : s.axes[0].in, h = i ? s.axes[1].out : s.axes[1].in;
        const int64_t w = i ? s.axes[2].out : s.axes[2].in, strides[5] = {d * h * w * s.c, 1, h * w * s.c, w * s.c, s.c};
        memcpy(all[i], strides, sizeof strides);
        counts[i] = s.n * d * h * w * s.c;
    }
    char shape[80];
    snprintf(shape, sizeof shape, "n %lld c %lld %lldx%lldx%lld", (long long)s.n, (long long)s.c, (long long)extents[0],
             (long long)extents[1], (long long)extents[2]);
    float *x = values(counts[0], false), *dy = values(counts[1], false), *y[2], *dx[2];
    for (int i = 0; i < 2; i++) {
        y[i] = values(counts[1], false);
        dx[i] = values(counts[0], false);
    }
    tern_avg_pool_forward_reference(&s, y[0], ys, x, xs);
    tern_avg_pool_backward_reference(&s, dx[0], xs, dy, ys);
    for (tern_isa isa = TERN_ISA_PORTABLE; isa < TERN_ISA_COUNT; isa++) {
        if (!tern_isa_available(isa)) continue;
        tern_set_thread_count(thread_counts[pick(0, THREAD_COUNTS - 1)]);
        if (tern_avg_pool_forward_fast(isa, &s, y[1], ys, x, xs))
            expect(difference(y[1], y[0], counts[1]) <= tolerance, "average-pool", isa, shape);
        if (tern_avg_pool_backward_fast(isa, &s, dx[1], xs, dy, ys))
            expect(difference(dx[1], dx[0], counts[0]) <= tolerance, "average-pool gradient", isa, shape);
    }
    for (int i = 0; i < 2; i++) {
        tern_deallocate(y[i]);
        tern_deallocate(dx[i]);
    }
    tern_deallocate(x);
    tern_deallocate(dy);
}

// Vectors of one number for each channel.
enum { MOST_CHANNELS = 130 };
typedef struct {
    double of[MOST_CHANNELS];
} channel_vector;

static channel_vector channel_values(int64_t channels, double low) {
    channel_vector v = {{0}};
    for (int64_t c = 0; c < channels; c++) v.of[c] = low + (double)(float)((double)next_random() * 0x1p-32);
    return v;
}

static double vector_difference(const channel_vector *a, const channel_vector *b, int64_t channels) {
    double most = 0, largest = 1;
    for (int64_t c = 0; c < channels; c++) {
        const double distance = fabs(a->of[c] - b->of[c]);
        if (!(distance <= most)) most = distance;
        if (fabs(b->of[c]) > largest) largest = fabs(b->of[c]);
    }
    return most / largest;
}

// Elements whose z lies on neither side of the gate for certain are moved away from it: rounding may decide them.
static void keep_off_the_gate(float *x, const float *z, double cap, int64_t count) {
    for (int64_t i = 0; i < count; i++)
        if (fabs((double)z[i]) < 1e-4 || fabs((double)z[i] - cap) < 1e-4) x[i] += 0.01f;
}

static void test_batch_norm(void) {
    const tern_norm_size s = {.dtype = TERN_FLOAT32, .n = pick(1, 4), .c = pick_channels(), .inner = pick(1, 90)};
    const int64_t count = s.n * s.c * s.inner;
    const bool channels_last = pick(0, 1);
    const int64_t strides[3] = {s.c * s.inner, channels_last ? 1 : s.inner, channels_last ? s.c : 1};
    char shape[80];
    snprintf(shape, sizeof shape, "n %lld c %lld inner %lld %s", (long long)s.n, (long long)s.c, (long long)s.inner,
             channels_last ? "channels last" : "planar");
    float *x = values(count, false), *dy = values(count, false), *residual = values(count, false);
    float *expected = values(count, false), *found = values(count, false), *single = values(count, false);
    const channel_vector mean = channel_values(s.c, -0.5), scale = channel_values(s.c, 0.5), shift = channel_values(s.c, -0.5);
    const channel_vector a = channel_values(s.c, 0.5), b = channel_values(s.c, -0.5), d = channel_values(s.c, -0.5);
    const tern_norm_affine affine = {mean.of, scale.of, shift.of};
    const double cap = pick(0, 1) ? INFINITY : 0.4;
    const tern_norm_gate gate = {affine, cap};
    tern_batch_norm_apply_reference(s, expected, strides, x, strides, affine, NULL);
    keep_off_the_gate(x, expected, cap, count);
    const tern_norm_activation ways[3] = {{NULL, NULL, 0}, {NULL, NULL, cap}, {residual, strides, cap}};
    channel_vector wanted[2], got[2], once[2];
    for (tern_isa isa = TERN_ISA_PORTABLE; isa < TERN_ISA_COUNT; isa++) {
        if (!tern_isa_available(isa)) continue;
        for (int way = 0; way < 5; way++) {
            // 0 to 2: forwards, plain, activated, with a residual too; 3 and 4: backwards, plain and gated.
            const tern_norm_activation *activation = way == 1 || way == 2 ? &ways[way] : NULL;
            const tern_norm_gate *closing = way == 4 ? &gate : NULL;
            const bool forwards = way < 3;
            tern_fast_norm_map_job job = {.size = s, .out = found, .out_strides = strides, .x = x, .x_strides = strides,
                                          .addend = forwards ? ways[way].residual : dy, .addend_strides = strides,
                                          .mean = mean.of, .x_factor = forwards ? scale.of : b.of,
                                          .addend_factor = forwards ? NULL : a.of, .constant = forwards ? shift.of : d.of,
                                          .activation = activation, .gate = closing};
            if (forwards) tern_batch_norm_apply_reference(s, expected, strides, x, strides, affine, activation);
            else tern_batch_norm_backward_reference(s, expected, strides, dy, strides, x, strides, mean.of, a.of, b.of, d.of, closing);
            for (int t = 0; t < THREAD_COUNTS; t++) {
                tern_set_thread_count(thread_counts[t]);
                if (!tern_fast_norm_map(isa, &job)) break;
                if (t == 0) {
                    expect(difference(found, expected, count) <= tolerance, "batch-norm map", isa, shape);
                    memcpy(single, found, (size_t)count * sizeof(float));
                } else {
                    expect(!memcmp(single, found, (size_t)count * sizeof(float)), "batch-norm map on threads", isa, shape);
                }
            }
        }
        for (int way = 0; way < 3; way++) {   // statistics, sums, gated sums
            const tern_norm_gate *closing = way == 2 ? &gate : NULL;
            if (way == 0) tern_batch_norm_statistics_reference(s, x, strides, wanted[0].of, wanted[1].of);
            else tern_batch_norm_sums_reference(s, dy, strides, x, strides, mean.of, closing, wanted[0].of, wanted[1].of);
            for (int t = 0; t < THREAD_COUNTS; t++) {
                tern_set_thread_count(thread_counts[t]);
                const bool done = way == 0 ? tern_fast_norm_statistics(isa, s, x, strides, got[0].of, got[1].of)
                                           : tern_fast_norm_sums(isa, s, dy, strides, x, strides, mean.of, closing, got[0].of,
                                                                 got[1].of);
                if (!done) break;
                for (int i = 0; i < 2; i++) {
                    const bool agrees = t == 0 ? vector_difference(&got[i], &wanted[i], s.c) <= tolerance
                                               : !memcmp(got[i].of, once[i].of, (size_t)s.c * sizeof(double));
                    expect(agrees, t == 0 ? "batch-norm sums" : "batch-norm sums on threads", isa, shape);
                    if (t == 0) once[i] = got[i];
                }
            }
        }
    }
    float *const all[] = {x, dy, residual, expected, found, single};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) tern_deallocate(all[i]);
}

int main(int count, char **arguments) {
    const int64_t shapes = count > 1 ? strtol(arguments[1], NULL, 10) : 300;
    for (int64_t i = 0; i < shapes; i++) {
        test_max_pool();
        test_average_pool();
        test_batch_norm();
    }
    printf("%s: %lld comparisons of pooling and batch normalisation over %lld shapes each,", failures ? "FAILED" : "ok",
           (long long)comparisons, (long long)shapes);
    for (tern_isa isa = TERN_ISA_PORTABLE; isa < TERN_ISA_COUNT; isa++)
        if (tern_isa_available(isa)) printf(" %s", tern_isa_name(isa));
    printf(", %lld failed\n", (long long)failures);
    return failures != 0;
}
