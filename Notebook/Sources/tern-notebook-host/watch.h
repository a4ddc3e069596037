#ifndef WATCH_H
#define WATCH_H

// Where the engine's commands come from; see notebook_host.h.
enum { COMMAND_DESCRIPTOR = 4 };

// Ends this process as soon as nobody holds the other end of the pipe `descriptor` any more: the engine has gone, however it went.
//
// The system is asked to do it, and a thread of its own looks, because all others may be in code of a cell that never comes back. It needs nothing of them, no lock either.
void watch_for_engine(int descriptor);

#endif
