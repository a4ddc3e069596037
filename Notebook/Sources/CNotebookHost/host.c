#include "include/notebook_host.h"

int notebook_host_main(void) { return 0; }
