// TERN_LOG=kernels: kernels say on standard error what they chose.
#ifndef TERN_RUNTIME_LOG_H
#define TERN_RUNTIME_LOG_H

#include <stdbool.h>

bool tern_logs_kernels(void);

#endif
