// Powers of rows of floats.
#ifndef TERN_ELEMENTWISE_FAST_POWER_H
#define TERN_ELEMENTWISE_FAST_POWER_H

#include "../loop.h"

/// The row function of TERN_POW for float under the current instruction set; NULL for TERN_ISA_REFERENCE.
tern_row _Nullable tern_fast_power_row(void);

#endif
