// Optimizer steps, split over threads.
#include "../Support/grain.h"
#include "../include/tern_runtime.h"
#include "rules.h"

typedef struct {
    tern_rule_loop loop;
    const void *numbers;
    const tern_step *step;
} step_job;

static void step_range(void *context, int64_t begin, int64_t end) {
    const step_job *job = context;
    job->loop(job->numbers, job->step, begin, end);
}

void tern_optimizer_step(tern_rule rule, const void *numbers, const tern_step *step) {
    step_job job = {tern_rule_loop_of(tern_current_isa(), step->dtype, rule), numbers, step};
    tern_parallel_for(step->count, tern_grain(2), step_range, &job);
}
