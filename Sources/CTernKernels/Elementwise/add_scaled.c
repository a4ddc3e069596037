// A sum with a scaled second operand, rounded once, as torch computes it.
#include "../Support/grain.h"
#include "../include/tern_elementwise.h"
#include "../include/tern_runtime.h"

#include <math.h>

typedef struct {
    void *out;
    const void *a, *b;
    double factor;
} sum_job;

static void add_floats(void *context, int64_t begin, int64_t end) {
    const sum_job *job = context;
    const float *a = job->a, *b = job->b, factor = (float)job->factor;
    for (int64_t i = begin; i < end; i++) ((float *)job->out)[i] = fmaf(b[i], factor, a[i]);
}

static void add_doubles(void *context, int64_t begin, int64_t end) {
    const sum_job *job = context;
    const double *a = job->a, *b = job->b;
    for (int64_t i = begin; i < end; i++) ((double *)job->out)[i] = fma(b[i], job->factor, a[i]);
}

void tern_add_scaled(tern_dtype dtype, int64_t count, void *out, const void *a, const void *b, double factor) {
    sum_job job = {out, a, b, factor};
    tern_parallel_for(count, tern_grain(8), dtype == TERN_FLOAT32 ? add_floats : add_doubles, &job);
}
