// Asking the machine whether it has a CUDA driver, without linking to one.
#ifndef TERN_CUDA_H
#define TERN_CUDA_H

#include "tern_types.h"

typedef struct {
    bool driver_found;      // the driver library could be loaded
    int32_t status;         // the result of initialising it; 0 is success
    int32_t device_count;
    int32_t driver_version; // 12040 is 12.4
} tern_cuda_probe;
tern_cuda_probe tern_probe_cuda(void);

#endif
