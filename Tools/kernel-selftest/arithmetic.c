// Compares matrix products, elementwise functions, copies, reductions and softmax with plain loops in double, over sizes that
// fall on, beside and between the kernels' block sizes; and their bits for one, two and three threads. The instruction set is
// TERN_ISA's. Deterministic; also runs under an emulator such as qemu-user.
//
// Exit status 0 and a last line that begins with "ok" mean that all agreed.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../Sources/CTernKernels/include/CTernKernels.h"

static uint32_t random_state = 1;
static uint32_t next_random(void) { return random_state = random_state * 1664525u + 1013904223u; }
static int64_t pick(int64_t low, int64_t high) { return low + (int64_t)(next_random() >> 8) % (high - low + 1); }
static double random_number(void) { return (double)(next_random() >> 8) * 0x1p-23 - 1; }

static int64_t comparisons, failures;

static void check(const char *what, double error, double limit) {
    comparisons++;
    if (error <= limit) return;
    failures++;
    printf("FAILED %s: error %.3g, limit %.3g\n", what, error, limit);
}

// The most elements that any array here has.
enum { MOST = 1 << 16, THREADS = 3 };

typedef struct {
    tern_dtype dtype;
    union {
        float *f;
        double *d;
        int64_t *i;
        void *data;
    };
} array;

static size_t item_size(tern_dtype dtype) { return dtype == TERN_FLOAT32 ? sizeof(float) : sizeof(double); }

static array make(tern_dtype dtype) {
    array a = {.dtype = dtype, .data = tern_allocate(MOST * item_size(dtype), true)};
    if (!a.data) exit(2);
    return a;
}
static double get(const array *a, int64_t i) {
    return a->dtype == TERN_FLOAT32 ? (double)a->f[i] : a->dtype == TERN_INT64 ? (double)a->i[i] : a->d[i];
}
static void fill(array *a, double scale, double shift) {
    for (int64_t i = 0; i < MOST; i++) {
        if (a->dtype == TERN_FLOAT32) a->f[i] = (float)(random_number() * scale + shift);
        else a->d[i] = random_number() * scale + shift;
    }
}

// Runs a computation with each number of threads; its result must be the same every time.
typedef void (*computation)(void *context);
static void run(const char *what, const array *result, computation compute, void *context) {
    const size_t bytes = MOST * item_size(result->dtype);
    void *first = malloc(bytes);
    for (int32_t threads = 1; threads <= THREADS; threads++) {
        tern_set_thread_count(threads);
        memset(result->data, 0xA5, bytes);
        compute(context);
        if (threads == 1) memcpy(first, result->data, bytes);
        else check(what, memcmp(first, result->data, bytes) != 0, 0);
    }
    free(first);
}

// How far a number lies from the exact one, in units of the type's last place there.
static double places(tern_dtype dtype, double got, double exact) {
    if (isnan(exact)) return isnan(got) ? 0 : INFINITY;
    const double nearest = dtype == TERN_FLOAT32 ? (double)(float)exact : exact;
    if (isinf(nearest) || isinf(got)) return nearest == got ? 0 : INFINITY;
    const double place = dtype == TERN_FLOAT32 ? (double)nextafterf(fabsf((float)exact), INFINITY) - fabs(nearest)
                                               : nextafter(fabs(exact), INFINITY) - fabs(exact);
    return fabs(got - exact) / place;
}

// MARK: matrix products

typedef struct {
    tern_matmul_size size;
    array *c, *a, *b;
    int64_t c_strides[3], a_strides[3], b_strides[3];
} product;

static void multiply(void *context) {
    product *p = context;
    tern_matmul(p->size, p->c->data, p->c_strides, p->a->data, p->a_strides, p->b->data, p->b_strides);
}

// Row-major or column-major, with or without a gap between lines.
static void pick_strides(int64_t strides[3], int64_t rows, int64_t columns) {
    const int64_t gap = pick(0, 2);
    const bool is_transposed = pick(0, 1);
    strides[1] = is_transposed ? 1 : columns + gap;
    strides[2] = is_transposed ? rows + gap : 1;
    strides[0] = (rows + gap) * (columns + gap);
}

static void test_product(tern_dtype dtype) {
    static const int64_t extents[] = {1, 2, 5, 8, 13, 14, 15, 16, 28, 31, 32, 33, 48, 64, 65, 100};
    array a = make(dtype), b = make(dtype), c = make(dtype);
    fill(&a, 1, 0);
    fill(&b, 1, 0);
    const int64_t m = extents[pick(0, 15)], n = extents[pick(0, 15)], k = pick(0, 4) ? extents[pick(0, 15)] : 600;
    product p = {{dtype, pick(1, 3), m, n, k}, &c, &a, &b, {0}, {0}, {0}};
    pick_strides(p.c_strides, m, n);
    pick_strides(p.a_strides, m, k);
    pick_strides(p.b_strides, k, n);
    if (p.size.batch * (m + 2) * (k + 2) > MOST || p.size.batch * (k + 2) * (n + 2) > MOST) p.size.batch = 1;
    if ((m + 2) * (k + 2) <= MOST && (k + 2) * (n + 2) <= MOST) {
        run("matmul threads", &c, multiply, &p);
        double most = 0;
        for (int64_t g = 0; g < p.size.batch; g++)
            for (int64_t i = 0; i < m; i++)
                for (int64_t j = 0; j < n; j++) {
                    double sum = 0;
                    for (int64_t l = 0; l < k; l++)
                        sum += get(&a, g * p.a_strides[0] + i * p.a_strides[1] + l * p.a_strides[2]) *
                               get(&b, g * p.b_strides[0] + l * p.b_strides[1] + j * p.b_strides[2]);
                    const double error = fabs(get(&c, g * p.c_strides[0] + i * p.c_strides[1] + j * p.c_strides[2]) - sum);
                    if (!(error <= most)) most = error;
                }
        check("matmul", most, (dtype == TERN_FLOAT32 ? 4e-7 : 1e-15) * (double)(k + 8));
    }
    tern_deallocate(a.data);
    tern_deallocate(b.data);
    tern_deallocate(c.data);
}

// MARK: elementwise functions

typedef struct {
    tern_unary_op op;
    const char *name;
    double (*exact)(double);
    double scale, shift;     // of the arguments
    double limit;            // in places of float
} function;

static double exact_rsqrt(double x) { return 1 / sqrt(x); }
static double exact_sigmoid(double x) { return 1 / (1 + exp(-x)); }
static double exact_log_sigmoid(double x) { return x < 0 ? x - log1p(exp(x)) : -log1p(exp(-x)); }

static const function functions[] = {
    {TERN_EXP, "exp", exp, 100, 0, 1.5}, {TERN_EXPM1, "expm1", expm1, 10, 0, 2.5}, {TERN_LOG, "log", log, 4, 4, 1.5},
    {TERN_LOG1P, "log1p", log1p, 1, 0, 2}, {TERN_TANH, "tanh", tanh, 3, 0, 3}, {TERN_ERF, "erf", erf, 4, 0, 3},
    {TERN_SIGMOID, "sigmoid", exact_sigmoid, 20, 0, 3}, {TERN_LOG_SIGMOID, "log_sigmoid", exact_log_sigmoid, 10, 0, 4},
    {TERN_SQRT, "sqrt", sqrt, 50, 50, 0.5}, {TERN_RSQRT, "rsqrt", exact_rsqrt, 50, 50, 1.5},
    {TERN_SIN, "sin", sin, 1000, 0, 0.6}, {TERN_COS, "cos", cos, 1000, 0, 0.6}, {TERN_SIN, "sin", sin, 1e9, 0, 1},
};

typedef struct {
    const function *function;
    tern_binary_op op;
    int64_t count, step;
    array *out, *x, *y;
} map;

static void apply(void *context) {
    map *m = context;
    const int64_t shape[] = {m->count}, packed[] = {1}, strides[] = {m->step};
    const tern_operand out = {m->out->data, packed, TERN_FLOAT32}, x = {m->x->data, strides, TERN_FLOAT32};
    if (m->function) tern_unary(m->function->op, (tern_shape){1, shape}, out, x);
    else tern_binary(m->op, (tern_shape){1, shape}, out, x, (tern_operand){m->y->data, strides, TERN_FLOAT32});
}

static void test_functions(void) {
    array x = make(TERN_FLOAT32), y = make(TERN_FLOAT32), out = make(TERN_FLOAT32);
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        fill(&x, functions[f].scale, functions[f].shift);
        const float specials[] = {0, -0.0f, INFINITY, -INFINITY, NAN, 1};
        memcpy(x.f, specials, sizeof specials);
        map m = {&functions[f], 0, pick(1, 40000), 1, &out, &x, &y};
        if (pick(0, 2) == 0) {
            m.step = 3;
            m.count = pick(1, MOST / 3);
        }
        run(functions[f].name, &out, apply, &m);
        double most = 0;
        for (int64_t i = 0; i < m.count; i++)
            most = fmax(most, places(TERN_FLOAT32, (double)out.f[i], functions[f].exact((double)x.f[i * m.step])));
        check(functions[f].name, most, functions[f].limit);
    }
    fill(&x, 30, 0);
    fill(&y, 5, 0);
    for (int64_t i = 0; i < MOST; i += 3) y.f[i] = rintf(y.f[i]);
    map m = {NULL, TERN_POW, 30001, 2, &out, &x, &y};
    run("pow", &out, apply, &m);
    double most = 0;
    for (int64_t i = 0; i < m.count; i++)
        most = fmax(most, places(TERN_FLOAT32, (double)out.f[i], pow((double)x.f[2 * i], (double)y.f[2 * i])));
    check("pow", most, 0.6);
    tern_deallocate(x.data);
    tern_deallocate(y.data);
    tern_deallocate(out.data);
}

// MARK: arrays of three dimensions in any order, reduced and copied

typedef struct {
    tern_reduce_op op;
    int64_t sizes[3], strides[3], out_strides[3];
    int32_t outer;           // dimensions that stay; -1 copies all
    array *out, *x;
} reduction;

static void reduce(void *context) {
    reduction *r = context;
    const tern_shape shape = {3, r->sizes};
    const tern_operand x = {r->x->data, r->strides, r->x->dtype}, out = {r->out->data, r->out_strides, r->out->dtype};
    if (r->outer < 0) tern_copy(shape, out, x);
    else tern_reduce(r->op, 1, shape, r->outer, out, x);
}

// One result of a reduction over `count` elements, which lie in `values`.
static double reduced(tern_reduce_op op, const double *values, int64_t count) {
    double sum = 0, squares = 0;
    int64_t best = 0;
    for (int64_t i = 0; i < count; i++) {
        sum += values[i];
        if ((op == TERN_MAX || op == TERN_ARGMAX) && values[i] > values[best]) best = i;
        if ((op == TERN_MIN || op == TERN_ARGMIN) && values[i] < values[best]) best = i;
    }
    for (int64_t i = 0; i < count; i++) squares += (values[i] - sum / (double)count) * (values[i] - sum / (double)count);
    switch (op) {
        case TERN_MEAN: return sum / (double)count;
        case TERN_VAR: return squares / (double)(count - 1);
        case TERN_MAX:
        case TERN_MIN: return values[best];
        case TERN_ARGMAX:
        case TERN_ARGMIN: return (double)best;
        default: return sum;
    }
}

static void test_array(void) {
    static const tern_reduce_op ops[] = {TERN_SUM, TERN_MEAN, TERN_MAX, TERN_MIN, TERN_ARGMAX, TERN_ARGMIN, TERN_VAR};
    reduction r = {.op = ops[pick(0, 6)], .sizes = {pick(1, 30), pick(1, 30), pick(1, 70)}, .outer = (int32_t)pick(-1, 2)};
    const bool is_position = r.outer >= 0 && (r.op == TERN_ARGMAX || r.op == TERN_ARGMIN);
    array x = make(TERN_FLOAT32), out = make(is_position ? TERN_INT64 : TERN_FLOAT32);
    fill(&x, 1, 0);
    r.x = &x;
    r.out = &out;
    const int first = (int)pick(0, 2), second = (first + (int)pick(1, 2)) % 3, third = 3 - first - second;
    r.strides[first] = 1;
    r.strides[second] = r.sizes[first];
    r.strides[third] = r.sizes[first] * r.sizes[second];
    const int32_t kept = r.outer < 0 ? 3 : r.outer;
    int64_t results = 1, count = 1;
    for (int32_t d = kept - 1; d >= 0; d--) {
        r.out_strides[d] = results;
        results *= r.sizes[d];
    }
    for (int32_t d = kept; d < 3; d++) count *= r.sizes[d];
    run("reduce or copy", &out, reduce, &r);
    double *values = malloc((size_t)count * sizeof *values), most = 0;
    for (int64_t i = 0; i < results; i++) {
        for (int64_t j = 0; j < count; j++) {
            const int64_t at = i * count + j, planes = r.sizes[1] * r.sizes[2];
            values[j] = get(&x, at / planes * r.strides[0] + at / r.sizes[2] % r.sizes[1] * r.strides[1] +
                                    at % r.sizes[2] * r.strides[2]);
        }
        const double exact = r.outer < 0 ? values[0] : reduced(r.op, values, count);
        const double error = isnan(exact) ? !isnan(get(&out, i)) : fabs(get(&out, i) - exact) / fmax(1, fabs(exact));
        if (!(error <= most)) most = error;
    }
    check(r.outer < 0 ? "copy" : "reduce", most, r.outer < 0 || is_position ? 0 : 1e-7);
    free(values);
    tern_deallocate(x.data);
    tern_deallocate(out.data);
}

// MARK: softmax

typedef struct {
    bool is_log, is_done;
    int64_t rows, length;
    array *y, *x;
} softmax;

static void normalise(void *context) {
    softmax *s = context;
    s->is_done = tern_softmax_rows(s->is_log, s->rows, s->length, s->y->f, s->x->f);
}

// Subtracting the largest of numbers up to 20 loses up to half a place of 40, which is what the limit allows for.
static void test_softmax(void) {
    array x = make(TERN_FLOAT32), y = make(TERN_FLOAT32);
    fill(&x, 20, 0);
    softmax s = {.is_log = pick(0, 1), .length = pick(1, 300), .y = &y, .x = &x};
    s.rows = pick(1, MOST / s.length);
    run("softmax threads", &y, normalise, &s);
    double most = 0;
    for (int64_t row = 0; s.is_done && row < s.rows; row++) {
        const float *in = x.f + row * s.length, *out = y.f + row * s.length;
        double sum = 0;
        for (int64_t i = 0; i < s.length; i++) sum += exp((double)in[i]);
        for (int64_t i = 0; i < s.length; i++) {
            const double log_share = (double)in[i] - log(sum), exact = s.is_log ? log_share : exp(log_share);
            most = fmax(most, fabs((double)out[i] - exact) / fmax(s.is_log ? 1 : 1e-30, fabs(exact)));
        }
    }
    check("softmax", most, 3e-6);
    tern_deallocate(x.data);
    tern_deallocate(y.data);
}

int main(int count, char **arguments) {
    const int64_t rounds = count > 1 ? strtol(arguments[1], NULL, 10) : 100;
    if (tern_isa_refusal()) {
        printf("skipped: %s\n", tern_isa_refusal());
        return 0;
    }
    for (int64_t i = 0; i < rounds; i++) {
        test_product(i % 3 == 0 ? TERN_FLOAT64 : TERN_FLOAT32);
        test_array();
        test_softmax();
        if (i % 10 == 0) test_functions();
    }
    printf("%s: %lld comparisons, %s, %lld failed\n", failures ? "FAILED" : "ok", (long long)comparisons,
           tern_isa_name(tern_current_isa()), (long long)failures);
    return failures != 0;
}
