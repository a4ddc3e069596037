#ifndef TERN_RUNTIME_ENVIRONMENT_H
#define TERN_RUNTIME_ENVIRONMENT_H

/// The whole number that an environment variable holds. `unset` where there is none; for anything but a whole number from `smallest` to
/// `largest` it is `unset` too, or `largest` where the number is larger, after a line on the error stream that says so. `unit` is
/// what the line calls the number. Call it once for each variable.
long tern_environment_number(const char *name, const char *unit, long unset, long smallest, long largest);

#endif
