#ifndef SOURCEKIT_H
#define SOURCEKIT_H

// Answers requests on the standard input until it ends; `path` is that of SourceKit's library.
int answer_source_kit_requests(const char *path);

#endif
