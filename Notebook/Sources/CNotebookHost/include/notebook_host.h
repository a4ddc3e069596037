// The process that cells are loaded into. The engine holds the other ends of its descriptors.
//
//   1, 2  the cells' text
//   3     events: one JSON object a line
//   4     commands: one a line
//   5     one byte for each display event that the engine has passed on
//
// Cells run on a thread of their own. A trap, an interrupt or `exit` doesn't unwind that thread, which nobody could do safely: it stops
// where it is for ever, with its stack and its locks, and the next cell gets a new thread. So all variables live on.
#ifndef NOTEBOOK_HOST_H
#define NOTEBOOK_HOST_H

#include <stdbool.h>
#include <stdint.h>

// Reads commands and runs cells until the engine closes the pipe. Called on the main thread.
int notebook_host_main(void);

// Notes that the running cell has come to its statement of that number, and stops an interrupted cell.
void notebook_step(int32_t statement);

// The number of the cell that runs, or ran last.
int32_t notebook_cell_number(void);

// Stops an interrupted cell. Cheap enough for the head of every loop.
void notebook_check(void);

// Waits until `notebook_gate_open`, which any thread may call; an interrupted cell stops there.
typedef struct notebook_gate notebook_gate;
notebook_gate *notebook_gate_create(void);
void notebook_gate_open(notebook_gate *gate);
void notebook_gate_wait(notebook_gate *gate);
void notebook_gate_destroy(notebook_gate *gate);

// Writes one event, a whole JSON line. With `in_order` it returns when the engine has passed it on, so that text printed next stays behind it.
void notebook_emit(const char *line, long length, bool in_order);

#endif
