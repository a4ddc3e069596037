// Asks the CUDA driver, if there is one, how many devices it sees. The library is opened at run time, so that one
// binary runs with and without it.
#include "../include/tern_cuda.h"

#if defined(__linux__)
#include <dlfcn.h>

typedef int (*initialise)(unsigned flags);
typedef int (*get_number)(int *number);

// A driver that lacks one of its functions counts as one that failed.
enum { STATUS_UNKNOWN = 999 };

static tern_cuda_probe ask(void *driver) {
    const initialise init = (initialise)dlsym(driver, "cuInit");
    const get_number count = (get_number)dlsym(driver, "cuDeviceGetCount");
    const get_number version = (get_number)dlsym(driver, "cuDriverGetVersion");
    tern_cuda_probe probe = {.driver_found = true, .status = STATUS_UNKNOWN};
    if (!init || !count || !version) return probe;
    int number = 0;
    if (version(&number) == 0) probe.driver_version = number;
    probe.status = init(0);
    if (probe.status != 0) return probe;
    probe.status = count(&number);
    if (probe.status == 0) probe.device_count = number;
    return probe;
}

tern_cuda_probe tern_probe_cuda(void) {
    void *driver = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
    // It stays open: drivers do not survive being unloaded.
    return driver ? ask(driver) : (tern_cuda_probe){0};
}
#else
// No CUDA on macOS; on Windows it is not supported yet.
tern_cuda_probe tern_probe_cuda(void) { return (tern_cuda_probe){0}; }
#endif
