// What the operating system says about memory.
#ifndef TERN_RUNTIME_SYSTEM_MEMORY_H
#define TERN_RUNTIME_SYSTEM_MEMORY_H

#include <stddef.h>

/// Bytes that the machine or the container may still take; SIZE_MAX where it cannot be told.
size_t tern_system_available_memory(void);
/// Bytes that the machine or the container has; SIZE_MAX where it cannot be told.
size_t tern_system_total_memory(void);

#endif
