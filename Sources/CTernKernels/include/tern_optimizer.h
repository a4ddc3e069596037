// One optimizer step over one parameter: everything that a rule does to an element, in one pass over memory.
#ifndef TERN_OPTIMIZER_H
#define TERN_OPTIMIZER_H

#include "tern_types.h"

/// The rules. Each has a struct of the same name and keeps the arrays named there beside the parameter p.
typedef enum {
    TERN_RULE_SGD,
    TERN_RULE_ADAM,
    TERN_RULE_ADAMAX,
    TERN_RULE_NADAM,
    TERN_RULE_RADAM,
    TERN_RULE_RMSPROP,
    TERN_RULE_ADAGRAD,
    TERN_RULE_ADADELTA,
    TERN_RULE_ASGD,
    TERN_RULE_RPROP,
    TERN_RULE_COUNT,
} tern_rule;

/// What comes first in every rule: g = gradient, or -gradient with `maximize`, plus decay * p; then p *= kept.
typedef struct {
    double decay, kept;
    bool maximize;
} tern_slope;

/// buffer = momentum * buffer + fresh * g, or g in the first step; p -= lr * buffer, with nesterov
/// p -= lr * (g + momentum * buffer), without a buffer p -= lr * g. State: buffer, if any.
typedef struct {
    tern_slope slope;
    double lr, momentum, fresh;
    bool nesterov, is_first;
} tern_sgd;

/// mean += mean_share * (g - mean), square = beta2 * square + (1 - beta2) * g^2,
/// p -= rate * mean / (sqrt(square) / root_correction + eps), with the largest square so far if it is kept.
/// State: mean, square, largest square, if any.
typedef struct {
    tern_slope slope;
    double rate, mean_share, beta2, root_correction, eps;
} tern_adam;

/// mean as above, norm = max(beta2 * norm, |g| + eps), p -= rate * mean / norm. State: mean, norm.
typedef struct {
    tern_slope slope;
    double rate, mean_share, beta2, eps;
} tern_adamax;

/// mean and square as above, p -= (gradient_rate * g + mean_rate * mean) / (sqrt(square / correction) + eps). State: mean, square.
typedef struct {
    tern_slope slope;
    double gradient_rate, mean_rate, mean_share, beta2, correction, eps;
} tern_nadam;

/// mean and square as above, p -= lr * mean / mean_correction, times root_correction / (sqrt(square) + eps) * rectification where
/// the average is long enough for its variance to be known. State: mean, square.
typedef struct {
    tern_slope slope;
    double lr, mean_share, beta2, mean_correction, root_correction, rectification, eps;
    bool is_rectified;
} tern_radam;

/// square = alpha * square + (1 - alpha) * g^2, d = g / (sqrt(square - mean^2) + eps), without mean d = g / (sqrt(square) + eps);
/// buffer = momentum * buffer + d, p -= lr * buffer, without a buffer p -= lr * d. State: square, buffer if any, mean if any.
typedef struct {
    tern_slope slope;
    double lr, alpha, momentum, eps;
} tern_rmsprop;

/// sum += g^2, p -= rate * g / (sqrt(sum) + eps). State: sum.
typedef struct {
    tern_slope slope;
    double rate, eps;
} tern_adagrad;

/// square = rho * square + (1 - rho) * g^2, d = sqrt(moved + eps) / sqrt(square + eps) * g,
/// moved = rho * moved + (1 - rho) * d^2, p -= lr * d. State: square, moved.
typedef struct {
    tern_slope slope;
    double lr, rho, eps;
} tern_adadelta;

/// p -= rate * g, average += share * (p - average), or p where the share is 1. State: average.
typedef struct {
    tern_slope slope;
    double rate, share;
} tern_asgd;

/// size *= grow where g has the sign of the last gradient, *= shrink where it has the other (g counts as 0 then), within
/// smallest ... largest; p -= sign(g) * size. State: the last gradient, size.
typedef struct {
    tern_slope slope;
    double shrink, grow, smallest, largest;
} tern_rprop;

enum { TERN_RULE_STATES = 3 };

/// The arrays of a step: contiguous, not overlapping, all of one type, float32 or float64.
typedef struct {
    tern_dtype dtype;
    int64_t count;
    void *_Nonnull parameter;
    const void *_Nonnull gradient;
    void *_Nullable state[TERN_RULE_STATES];
} tern_step;

/// `numbers` points to the rule's struct.
void tern_optimizer_step(tern_rule rule, const void *_Nonnull numbers, const tern_step *_Nonnull step);

#endif
