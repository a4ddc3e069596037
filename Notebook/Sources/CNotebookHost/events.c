// Events: JSON lines on a descriptor that cells don't know of.
#include "host_private.h"
#if defined(__linux__)

#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void write_all(const char *bytes, long length) {
    while (length > 0) {
        const ssize_t written = write(EVENT_FD, bytes, (size_t)length);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) _exit(0);      // the engine has gone
        bytes += written;
        length -= written;
    }
}

void notebook_emit(const char *line, long length, bool in_order) {
    pthread_mutex_lock(&turn);
    if (in_order) fflush(stdout);
    write_all(line, length);
    char byte;
    if (in_order)
        while (read(ACKNOWLEDGE_FD, &byte, 1) < 0 && errno == EINTR) continue;
    pthread_mutex_unlock(&turn);
}

void emit_format(const char *format, ...) {
    char line[4096];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    notebook_emit(line, length < (int)sizeof line ? length : (long)sizeof line - 1, false);
}

void append_json_string(char *buffer, size_t size, const char *text) {
    size_t used = strlen(buffer);
    if (used + 8 > size) return;
    buffer[used++] = '"';
    for (; *text && used + 8 < size; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') buffer[used++] = '\\';
        if (c < 0x20)
            used += (size_t)snprintf(buffer + used, 7, "\\u%04x", c);
        else
            buffer[used++] = (char)c;
    }
    buffer[used++] = '"';
    buffer[used] = 0;
}

// Frames as the library they are in and the offset there: what a symboliser wants.
void emit_stop(const stop_record *record, int statement, bool other_thread) {
    static const char *const names[] = {"trap", "interrupt", "exit", "trap"};
    static char line[FRAME_LIMIT * 600];
    int length = snprintf(
        line, sizeof line,
        "{\"event\":\"stop\",\"reason\":\"%s\",\"signal\":%d,\"code\":%d,\"stackOverflow\":%s,\"otherThread\":%s,\"statement\":%d,"
        "\"frames\":[",
        names[record->reason], record->signal, record->code, record->stack_overflow ? "true" : "false",
        other_thread ? "true" : "false", statement);
    bool first = true;
    for (int i = 0; i < record->frame_count && length < (int)sizeof line - 1200; i++) {
        Dl_info image;
        if (!dladdr(record->frames[i], &image) || !image.dli_fname) continue;
        char name[512] = "";
        append_json_string(name, sizeof name, image.dli_fname);
        length += snprintf(
            line + length, sizeof line - (size_t)length, "%s[%s,%ld]", first ? "" : ",", name,
            (long)((char *)record->frames[i] - (char *)image.dli_fbase));
        first = false;
    }
    length += snprintf(line + length, sizeof line - (size_t)length, "]}\n");
    notebook_emit(line, length, false);
}

#endif
