// Answers requests of SourceKit in a process of its own: when it fails, the session doesn't.
//
// A request and its answer are a line with a length, and as many bytes: YAML in, JSON out, as SourceKit itself reads and writes them.
#include "sourcekit.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// From sourcekitd.h, which toolchains don't always have.
typedef struct { uint64_t data[3]; } variant;

static struct {
    void (*initialize)(void);
    void *(*create_request)(const char *yaml, char **error);
    void (*release_request)(void *);
    void *(*send)(void *);
    bool (*is_error)(void *);
    variant (*value)(void *);
    char *(*json)(variant);
    void (*dispose)(void *);
} kit;

static bool load(const char *path) {
    void *library = dlopen(path, RTLD_NOW);
    if (!library) return false;
    const struct { const char *name; void *place; } symbols[] = {
        {"sourcekitd_initialize", &kit.initialize},
        {"sourcekitd_request_create_from_yaml", &kit.create_request},
        {"sourcekitd_request_release", &kit.release_request},
        {"sourcekitd_send_request_sync", &kit.send},
        {"sourcekitd_response_is_error", &kit.is_error},
        {"sourcekitd_response_get_value", &kit.value},
        {"sourcekitd_variant_json_description_copy", &kit.json},
        {"sourcekitd_response_dispose", &kit.dispose},
    };
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *symbol = dlsym(library, symbols[i].name);
        if (!symbol) return false;
        memcpy(symbols[i].place, &symbol, sizeof symbol);
    }
    kit.initialize();
    return true;
}

static void answer(const char *yaml) {
    char *text = NULL;
    void *request = kit.create_request(yaml, NULL);
    if (request) {
        void *response = kit.send(request);
        if (response && !kit.is_error(response)) text = kit.json(kit.value(response));
        if (response) kit.dispose(response);
        kit.release_request(request);
    }
    const size_t length = text ? strlen(text) : 0;
    printf("%zu\n", length);
    if (text) fwrite(text, 1, length, stdout);
    fflush(stdout);
    free(text);
}

int answer_source_kit_requests(const char *path) {
    if (!load(path)) return 69;
    size_t length;
    while (scanf("%zu", &length) == 1 && getchar() == '\n') {
        char *yaml = malloc(length + 1);
        if (!yaml || fread(yaml, 1, length, stdin) != length) return 65;
        yaml[length] = 0;
        answer(yaml);
        free(yaml);
    }
    return 0;
}
