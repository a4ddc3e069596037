// Adding partial sums in the order of their numbers, whichever thread formed them.
#include "partial.h"

#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"

typedef struct {
    float *partials;
    int64_t parts, count;
} addition;

static void add_range(void *context, int64_t begin, int64_t end) {
    const addition *job = context;
    for (int64_t part = 1; part < job->parts; part++) {
        const float *partial = job->partials + part * job->count;
        for (int64_t i = begin; i < end; i++) job->partials[i] += partial[i];
    }
}

void tern_add_partials(float *partials, int64_t parts, int64_t count) {
    addition job = {partials, parts, count};
    if (parts > 1) tern_parallel_for(count, tern_grain(parts), add_range, &job);
}
