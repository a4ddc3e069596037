// The choice of algorithm, and what is known about a shape.
#include "choose.h"

#include <stdio.h>

#include "../Runtime/log.h"
#include "../Support/geometry.h"
#include "../include/tern_runtime.h"
#include "Depthwise/depthwise.h"
#include "Direct/direct.h"
#include "Planar/planar.h"
#include "Winograd/winograd.h"

enum { LARGE_FILTERS = 1 << 16 };   // pairs of channels

static bool is_empty(const tern_conv2d_size *size) {
    return size->n == 0 || size->c == 0 || size->k == 0 || size->h == 0 || size->w == 0 || size->oh == 0 || size->ow == 0 ||
           size->kh == 0 || size->kw == 0;
}

// How many multiply-adds one pair of an input and an output channel takes, or what else takes as long: each transformed
// filter value costs about as much as twenty, and the other transforms a tenth of the products. A large filter's is kept for
// the next forward pass, which is that of an inference where images come one by one, and reading it costs eight.
static double direct_cost(const tern_conv2d_size *size) { return 9.0 * (double)(size->n * size->oh * size->ow); }
static double filter_cost(const tern_conv2d_size *size, tern_conv2d_pass pass) {
    return pass == TERN_CONV2D_FORWARD && size->c * size->k >= LARGE_FILTERS ? 8 : 20;
}
static double winograd_cost(const tern_conv2d_size *size, tern_conv2d_pass pass, int64_t tile) {
    const double positions = (double)((tile + 2) * (tile + 2));
    const int64_t tiles = size->n * tern_divide_up(size->oh, tile) * tern_divide_up(size->ow, tile);
    return positions * (1.1 * (double)tiles + filter_cost(size, pass));
}

static tern_conv2d_algorithm choose_for_3x3(const tern_conv2d_size *size, tern_conv2d_pass pass) {
    const double direct = direct_cost(size), small = winograd_cost(size, pass, 2), large = winograd_cost(size, pass, 4);
    if (large < small && large < direct && !tern_strict_accuracy()) return TERN_CONV2D_WINOGRAD_4;
    return small < direct ? TERN_CONV2D_WINOGRAD_2 : TERN_CONV2D_DIRECT;
}

// A first layer on colours with an odd number of filters: torch adds small ones up as the reference does, and results have
// torch's last bits. Vectors of columns give the same where multiply-adds are fused.
static bool is_small_first_layer(const tern_conv2d_size *size) {
    const int64_t products = size->n * size->oh * size->ow * size->k * size->c * size->kh * size->kw;
    return size->c > 1 && size->k % 8 != 0 && products < 1 << 20 && tern_planar_applies(size);
}
static bool fuses(tern_isa isa) { return isa != TERN_ISA_PORTABLE; }

// The table: the first line that fits decides.
static tern_conv2d_algorithm choose(const tern_conv2d_size *size, tern_conv2d_pass pass, tern_isa isa) {
    const bool is_forward = pass == TERN_CONV2D_FORWARD;
    if (isa == TERN_ISA_REFERENCE || size->dtype != TERN_FLOAT32 || is_empty(size)) return TERN_CONV2D_REFERENCE;
    if (size->groups > 1 && tern_depthwise_applies(size)) return TERN_CONV2D_DEPTHWISE;
    if (is_forward && is_small_first_layer(size)) return fuses(isa) ? TERN_CONV2D_PLANAR : TERN_CONV2D_REFERENCE;
    if (is_forward && tern_planar_applies(size) && tern_planar_is_shorter(size, isa)) return TERN_CONV2D_PLANAR;
    if (is_forward && tern_first_layer_applies(size)) return TERN_CONV2D_FIRST_LAYER;
    if (pass == TERN_CONV2D_BACKWARD_INPUT && tern_planar_backward_applies(size) && tern_planar_backward_is_shorter(size, isa))
        return TERN_CONV2D_PLANAR;
    if (tern_winograd_applies(size) && size->c >= 16 && size->k >= 16) return choose_for_3x3(size, pass);
    return TERN_CONV2D_DIRECT;
}

const char *tern_conv2d_algorithm_name(tern_conv2d_algorithm algorithm) {
    static const char *const names[] = {"reference", "direct", "first-layer", "planar", "depthwise", "winograd-2", "winograd-4"};
    return names[algorithm];
}

static void print(const tern_conv2d_size *s, tern_conv2d_pass pass, tern_isa isa, tern_conv2d_algorithm algorithm) {
    static const char *const passes[] = {"forward", "backward-input", "backward-weight"};
    fprintf(stderr,
            "tern: conv2d %s [%lld, %lld, %lld, %lld] -> %lld, %lldx%lld kernel, stride %lldx%lld, dilation %lldx%lld, "
            "groups %lld: %s (%s)\n",
            passes[pass], (long long)s->n, (long long)s->c, (long long)s->h, (long long)s->w, (long long)s->k,
            (long long)s->kh, (long long)s->kw, (long long)s->stride_h, (long long)s->stride_w, (long long)s->dilation_h,
            (long long)s->dilation_w, (long long)s->groups, tern_conv2d_algorithm_name(algorithm), tern_isa_name(isa));
}

tern_conv2d_algorithm tern_conv2d_choose(const tern_conv2d_size *size, tern_conv2d_pass pass, tern_isa isa) {
    const tern_conv2d_algorithm algorithm = choose(size, pass, isa);
    if (tern_logs_kernels()) print(size, pass, isa, algorithm);
    return algorithm;
}
