// The process that cells are loaded into.
#ifndef NOTEBOOK_HOST_H
#define NOTEBOOK_HOST_H

// Reads commands and runs cells until the engine closes the pipe.
int notebook_host_main(void);

#endif
