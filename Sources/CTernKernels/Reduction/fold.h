// Folds: how elements are taken into the running state of a reduction.
#ifndef TERN_REDUCTION_FOLD_H
#define TERN_REDUCTION_FOLD_H

#include "wide.h"

typedef enum {
    TERN_FOLD_SUM, TERN_FOLD_PROD, TERN_FOLD_MAX, TERN_FOLD_MIN, TERN_FOLD_ANY, TERN_FOLD_ALL,
    TERN_FOLD_ARGMAX, TERN_FOLD_ARGMIN,
    // floating types only
    TERN_FOLD_DEVIATION,   // sum of (x - parameter)^2
    TERN_FOLD_NONZERO,     // how many are not 0
    TERN_FOLD_ABS_SUM, TERN_FOLD_SQUARE_SUM, TERN_FOLD_ABS_MAX, TERN_FOLD_ABS_MIN,
    TERN_FOLD_POWER_SUM,   // sum of |x|^parameter
    TERN_FOLD_COUNT,
} tern_fold_kind;

/// The state of one output element.
typedef struct {
    tern_wide *value;
    const double *parameter;
    int64_t *index;        // ARGMAX and ARGMIN: the winner's position, -1 before the first element
} tern_fold_state;

typedef struct {
    tern_wide initial;
    /// Takes n elements into one state; `position` is the first one's.
    void (*along)(tern_fold_state state, const tern_wide *x, int64_t n, int64_t position);
    /// Takes the i-th element into the i-th state of an array; all have the same `position`.
    void (*across)(tern_fold_state states, const tern_wide *x, int64_t n, int64_t position);
    /// Takes the state of elements that follow, with its winner's position, into a state.
    void (*merge)(tern_fold_state state, tern_wide later, int64_t later_index);
} tern_fold;

/// The fold for inputs of a type.
tern_fold tern_fold_of(tern_fold_kind kind, tern_dtype dtype);

#endif
