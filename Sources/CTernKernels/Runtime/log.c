// What TERN_LOG asks for: a list of words, separated by commas. Read once.
#include "log.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool logs_kernels;

static void read_environment(void) {
    const char *words = getenv("TERN_LOG"), *word = words;
    while (word && *word) {
        const size_t length = strcspn(word, ",");
        if (length == strlen("kernels") && strncmp(word, "kernels", length) == 0) logs_kernels = true;
        else fprintf(stderr, "tern: TERN_LOG=%.80s: unknown word '%.*s'; there is: kernels\n", words, (int)length, word);
        word += length + (word[length] == ',');
    }
}

bool tern_logs_kernels(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, read_environment);
    return logs_kernels;
}
