// Running sums, products, maxima and minima along the last dimension.
#include <math.h>

#include "../include/tern_reduction.h"
#include "../include/tern_runtime.h"
#include "wide.h"

enum { GRAIN = 16384, SCAN_COUNT = TERN_CUMMIN + 1 };

// X(OP, field, type, initial, step), where `step` gives the new running value from the old one `a` and the element `x`.
// Of equals the later counts, as in PyTorch (it tells 0 from -0).
#define FOR_EACH_SCAN(X) \
    X(CUMSUM, f64, double, 0, a + x) \
    X(CUMPROD, f64, double, 1, a * x) \
    X(CUMMAX, f64, double, -INFINITY, x >= a || x != x ? x : a) \
    X(CUMMIN, f64, double, INFINITY, x <= a || x != x ? x : a) \
    X(CUMSUM, i64, int64_t, 0, (int64_t)((uint64_t)a + (uint64_t)x)) \
    X(CUMPROD, i64, int64_t, 1, (int64_t)((uint64_t)a * (uint64_t)x)) \
    X(CUMMAX, i64, int64_t, INT64_MIN, x > a ? x : a) \
    X(CUMMIN, i64, int64_t, INT64_MAX, x < a ? x : a)

/// Writes the running values after each of n elements to `out`, which may be `x`, and returns the last one.
typedef tern_wide (*scan_function)(tern_wide running, int64_t n, tern_wide *out, const tern_wide *x);

#define DEFINE_SCAN(OP, field, type, initial, step) \
    static tern_wide scan_##OP##_##field(tern_wide running, int64_t n, tern_wide *out, const tern_wide *values) { \
        type a = running.field; \
        for (int64_t i = 0; i < n; i++) { \
            const type x = values[i].field; \
            a = step; \
            out[i].field = a; \
        } \
        running.field = a; \
        return running; \
    }
FOR_EACH_SCAN(DEFINE_SCAN)

typedef struct {
    scan_function function;
    tern_wide initial;
} scan_kind;

static scan_kind scan_kind_of(tern_scan_op op, tern_dtype dtype) {
    enum { f64, i64, WIDE_COUNT };
#define ENTRY(OP, field, type, first, step) [field][TERN_##OP] = {scan_##OP##_##field, {.field = first}},
    static const scan_kind kinds[WIDE_COUNT][SCAN_COUNT] = {FOR_EACH_SCAN(ENTRY)};
#undef ENTRY
    return kinds[tern_is_floating(dtype) ? f64 : i64][op];
}

typedef struct {
    tern_space rows;             // operands: out, x
    int64_t length, out_stride, x_stride;
    scan_kind kind;
    tern_widener widener;
    tern_row narrow;
    char *bases[2];
} scan;

static void scan_row(const scan *s, char *out, char *x) {
    tern_wide buffer[TERN_WIDE_BUFFER], running = s->kind.initial;
    for (int64_t done = 0; done < s->length; done += TERN_WIDE_BUFFER) {
        int64_t n = s->length - done < TERN_WIDE_BUFFER ? s->length - done : TERN_WIDE_BUFFER;
        const tern_wide *values = tern_widen(s->widener, n, x + done * s->x_stride, s->x_stride, buffer);
        running = s->kind.function(running, n, buffer, values);
        s->narrow(n, (char *const[]){out + done * s->out_stride, (char *)buffer},
                  (const int64_t[]){s->out_stride, sizeof *buffer});
    }
}

static void scan_range(void *context, int64_t begin, int64_t end) {
    const scan *s = context;
    tern_cursor place = tern_cursor_at(&s->rows, s->bases, begin);
    for (; begin < end; begin++) {
        scan_row(s, place.data[0], place.data[1]);
        tern_cursor_advance(&s->rows, &place, 1);
    }
}

void tern_scan(tern_scan_op op, tern_shape shape, tern_operand out, tern_operand x) {
    int32_t last = shape.ndim - 1;
    tern_shape rows = {.ndim = last > 0 ? last : 0, .sizes = shape.sizes};
    scan s = {
        .rows = tern_space_make(rows, 2, (tern_operand[]){out, x}),
        .length = last >= 0 ? shape.sizes[last] : 1,
        .out_stride = last >= 0 ? out.strides[last] * tern_item_size(out.dtype) : 0,
        .x_stride = last >= 0 ? x.strides[last] * tern_item_size(x.dtype) : 0,
        .kind = scan_kind_of(op, x.dtype),
        .widener = tern_widener_of(x.dtype),
        .narrow = tern_cast_row(out.dtype, tern_wide_dtype(x.dtype)),
        .bases = {out.data, x.data},
    };
    int64_t row_count = tern_space_count(&s.rows);
    if (row_count == 0 || s.length == 0) return;
    tern_parallel_for(row_count, GRAIN / s.length, scan_range, &s);
}
