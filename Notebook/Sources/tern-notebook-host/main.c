// The process that a notebook's cells are loaded into: everything is in the shared library that the cells use too, beside this
// program or where the engine says.
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sourcekit.h"
#include "watch.h"

int main(int count, char **arguments) {
    if (count == 3 && strcmp(arguments[1], "--sourcekit") == 0) {
        watch_for_engine(STDIN_FILENO);
        return answer_source_kit_requests(arguments[2]);
    }
    if (count != 2) {
        fputs("tern-notebook-host is started by tern-notebook\n", stderr);
        return 64;
    }
    watch_for_engine(COMMAND_DESCRIPTOR);
    void *library = dlopen(arguments[1], RTLD_NOW | RTLD_GLOBAL);
    int (*run)(void) = library ? (int (*)(void))dlsym(library, "notebook_host_main") : NULL;
    if (!run) {
        const char *problem = dlerror();
        fprintf(stderr, "%s\n", problem ? problem : "notebook_host_main is missing");
        return 69;
    }
    return run();
}
