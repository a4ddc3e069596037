// What the machine can do at most, for benchmarks to compare with.
#ifndef TERN_MEASURE_H
#define TERN_MEASURE_H

#include "tern_types.h"

/// Floating-point operations per second (a multiply-add is two) of all threads together, on registers alone: the best of
/// several short runs, with the vectors of the current instruction set.
double tern_measure_operation_rate(void);
/// Bytes per second, read and written, of copying arrays much larger than a core's caches: the best of several runs with and
/// without stores that pass the caches. 0 when there is no memory for it.
double tern_measure_memory_rate(void);

#endif
