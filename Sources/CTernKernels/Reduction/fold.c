// The folds of every instruction set.
#include "fold.h"

#include <math.h>

#include "../include/tern_isa.h"

// Independent partial results let a long row use the vector unit. Their number is part of the result (it sets the
// order of additions), so it is the same everywhere.
enum { LANES = 8 };

#define TERN_TEMPLATE "../Reduction/fold_kernel.h"
#include "../Isa/for_each.h"

tern_fold tern_fold_of(tern_fold_kind kind, tern_dtype dtype) {
    typedef tern_fold fold_function(tern_fold_kind kind, bool is_floating);
    static fold_function *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(fold_of);
    const tern_isa isa = tern_current_isa();
    return table[isa == TERN_ISA_REFERENCE ? TERN_ISA_PORTABLE : isa](kind, tern_is_floating(dtype));
}
