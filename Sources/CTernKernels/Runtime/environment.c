// Settings that come from the environment. What is taken in place of an odd one is said, because a typing error would else be found by
// nobody.
#include "environment.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

long tern_environment_number(const char *name, const char *unit, long unset, long smallest, long largest) {
    const char *setting = getenv(name);
    if (!setting || !*setting) return unset;
    char *end = NULL;
    errno = 0;
    const long number = strtol(setting, &end, 10);
    const int is_number = end != setting && !*end;
    // Past the range of the type strtol gives its nearest end.
    if (is_number && !errno && number >= smallest && number <= largest) return number;
    const long taken = is_number && number > largest ? largest : unset;
    fprintf(stderr, "tern: %s=%.40s is no whole number from %ld to %ld: taking %ld %s\n", name, setting, smallest, largest, taken, unit);
    return taken;
}
