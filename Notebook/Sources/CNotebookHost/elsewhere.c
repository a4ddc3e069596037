// Notebooks run on Linux only so far; elsewhere the package still compiles, and the engine says so when a session begins.
#if !defined(__linux__)

#include <stddef.h>

#include "include/notebook_host.h"

int notebook_host_main(void) { return 69; }
void notebook_step(int32_t statement) { (void)statement; }
void notebook_check(void) {}
int32_t notebook_cell_number(void) { return 0; }
notebook_gate *notebook_gate_create(void) { return NULL; }
void notebook_gate_open(notebook_gate *gate) { (void)gate; }
void notebook_gate_wait(notebook_gate *gate) { (void)gate; }
void notebook_gate_destroy(notebook_gate *gate) { (void)gate; }
void notebook_emit(const char *line, long length, bool in_order) { (void)line, (void)length, (void)in_order; }

#endif
