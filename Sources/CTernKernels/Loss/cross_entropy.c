// Cross-entropy over rows, split over threads by rows.
#include "cross_entropy.h"

#include <string.h>

#include "../Support/grain.h"
#include "../include/tern_loss.h"
#include "../include/tern_runtime.h"

typedef struct {
    const tern_cross_entropy *problem;
    const tern_cross_entropy_kernels *kernels;
    double weight_sum;
    float *out;               // forward: the losses; backward: dx
    const float *x, *scale;
    int64_t scale_stride;
    double *log_sums;
} loss_job;

static double class_weight(const tern_cross_entropy *problem, int64_t class) {
    return problem->weight ? (double)problem->weight[class] : 1;
}

static double weight_sum(const tern_cross_entropy *problem) {
    if (!problem->weight) return (double)problem->classes;
    double sum = 0;
    for (int64_t class = 0; class < problem->classes; class++) sum += (double)problem->weight[class];
    return sum;
}

static void forward_rows(void *context, int64_t begin, int64_t end) {
    const loss_job *job = context;
    const tern_cross_entropy *problem = job->problem;
    const int64_t n = problem->classes;
    const double smoothing = problem->smoothing;
    for (int64_t row = begin; row < end; row++) {
        const float *x = job->x + row * n;
        const int64_t target = problem->target[row];
        const double log_sum = job->log_sums[row] = job->kernels->log_sum(n, x);
        double loss = 0;
        if (target != problem->ignored) {
            loss = (1 - smoothing) * class_weight(problem, target) * (log_sum - (double)x[target]);
            if (smoothing != 0) {
                const double spread = job->weight_sum * log_sum - job->kernels->weighted_sum(n, x, problem->weight);
                loss += smoothing / (double)n * spread;
            }
        }
        job->out[row] = (float)loss;
    }
}

static void backward_rows(void *context, int64_t begin, int64_t end) {
    const loss_job *job = context;
    const tern_cross_entropy *problem = job->problem;
    const int64_t n = problem->classes;
    for (int64_t row = begin; row < end; row++) {
        float *dx = job->out + row * n;
        const int64_t target = problem->target[row];
        if (target == problem->ignored) {
            memset(dx, 0, (size_t)n * sizeof *dx);
            continue;
        }
        const double scale = (double)job->scale[row * job->scale_stride], spread = scale * problem->smoothing / (double)n;
        const double sharp = scale * (1 - problem->smoothing) * class_weight(problem, target);
        job->kernels->gradient(n, dx, job->x + row * n, job->log_sums[row], (float)(sharp + spread * job->weight_sum),
                               (float)spread, problem->weight);
        dx[target] -= (float)sharp;
    }
}

int64_t tern_class_out_of_bounds(int64_t rows, int64_t classes, int64_t ignored, const int64_t *target) {
    int64_t row = 0;
    while (row < rows && (target[row] == ignored || (target[row] >= 0 && target[row] < classes))) row++;
    return row;
}

bool tern_cross_entropy_forward(const tern_cross_entropy *problem, float *loss, double *log_sums, const float *x) {
    loss_job job = {.problem = problem, .weight_sum = weight_sum(problem), .out = loss, .x = x, .log_sums = log_sums};
    job.kernels = tern_cross_entropy_kernels_of(tern_current_isa());
    if (job.kernels) tern_parallel_for(problem->rows, tern_grain(4 * problem->classes), forward_rows, &job);
    return job.kernels != NULL;
}

void tern_cross_entropy_backward(const tern_cross_entropy *problem, float *dx, const float *x, const double *log_sums,
                                 const float *scale, int64_t scale_stride) {
    loss_job job = {.problem = problem, .weight_sum = weight_sum(problem), .out = dx, .x = x, .scale = scale};
    job.scale_stride = scale_stride;
    job.log_sums = (double *)log_sums;
    job.kernels = tern_cross_entropy_kernels_of(tern_current_isa());
    tern_parallel_for(problem->rows, tern_grain(4 * problem->classes), backward_rows, &job);
}
