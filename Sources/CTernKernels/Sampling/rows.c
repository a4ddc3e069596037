// Weighted sums of rows, and their two gradients.
#include "../include/tern_sampling.h"
#include "../include/tern_runtime.h"

enum { GRAIN = 1 << 14 };

typedef struct {
    const tern_row_taps *taps;
    void *out;
    const void *a, *b;
} job;

static int64_t at_least_one(int64_t value) { return value > 0 ? value : 1; }

// Points are split: each has a result of its own.
static void over_points(const tern_row_taps *taps, tern_range_body body, job *self) {
    tern_parallel_for(taps->points, GRAIN / at_least_one(taps->taps * taps->width) + 1, body, self);
}

#define DEFINE(type) \
    static void gather_##type(void *context, int64_t begin, int64_t end) { \
        const job *self = context; \
        const tern_row_taps *taps = self->taps; \
        int64_t width = taps->width; \
        for (int64_t i = begin; i < end; i++) { \
            type *restrict y = (type *)self->out + i * width; \
            for (int64_t j = 0; j < width; j++) y[j] = 0; \
            for (int64_t t = 0; t < taps->taps; t++) { \
                int64_t place = t * taps->points + i; \
                const type *x = (const type *)self->a + taps->rows[place] * width; \
                type weight = ((const type *)self->b)[place]; \
                for (int64_t j = 0; j < width; j++) y[j] += weight * x[j]; \
            } \
        } \
    } \
    /* Rows repeat, so the elements of rows are split. */ \
    static void scatter_##type(void *context, int64_t begin, int64_t end) { \
        const job *self = context; \
        const tern_row_taps *taps = self->taps; \
        int64_t width = taps->width; \
        for (int64_t t = 0; t < taps->taps; t++) { \
            for (int64_t i = 0; i < taps->points; i++) { \
                int64_t place = t * taps->points + i; \
                type *restrict dx = (type *)self->out + taps->rows[place] * width; \
                const type *dy = (const type *)self->a + i * width; \
                type weight = ((const type *)self->b)[place]; \
                for (int64_t j = begin; j < end; j++) dx[j] += weight * dy[j]; \
            } \
        } \
    } \
    static void products_##type(void *context, int64_t begin, int64_t end) { \
        const job *self = context; \
        const tern_row_taps *taps = self->taps; \
        int64_t width = taps->width; \
        for (int64_t i = begin; i < end; i++) { \
            const type *dy = (const type *)self->b + i * width; \
            for (int64_t t = 0; t < taps->taps; t++) { \
                int64_t place = t * taps->points + i; \
                const type *x = (const type *)self->a + taps->rows[place] * width; \
                double sum = 0; \
                for (int64_t j = 0; j < width; j++) sum += (double)x[j] * (double)dy[j]; \
                ((type *)self->out)[place] = (type)sum; \
            } \
        } \
    }
DEFINE(float)
DEFINE(double)

void tern_rows_gather(const tern_row_taps *taps, void *y, const void *x, const void *weights) {
    job self = {.taps = taps, .out = y, .a = x, .b = weights};
    over_points(taps, taps->dtype == TERN_FLOAT64 ? gather_double : gather_float, &self);
}

void tern_rows_scatter(const tern_row_taps *taps, void *dx, const void *dy, const void *weights) {
    job self = {.taps = taps, .out = dx, .a = dy, .b = weights};
    tern_parallel_for(taps->width, GRAIN / at_least_one(taps->taps * taps->points) + 1,
                      taps->dtype == TERN_FLOAT64 ? scatter_double : scatter_float, &self);
}

void tern_rows_products(const tern_row_taps *taps, void *dweights, const void *x, const void *dy) {
    job self = {.taps = taps, .out = dweights, .a = x, .b = dy};
    over_points(taps, taps->dtype == TERN_FLOAT64 ? products_double : products_float, &self);
}
