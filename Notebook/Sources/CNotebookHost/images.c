// Which code belongs to cells, and which to the host's library.
#include "host_private.h"
#if defined(__linux__)

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uintptr_t begin, end;
    int number;
    struct link_map *map;
} code_range;

// Read by signal handlers: a range is complete before it is counted, and the list only grows into a place that is already there.
enum { CHUNK = 1024, CHUNKS = 64 };
static code_range *cells[CHUNKS];
static _Atomic int cell_count;
static code_range host;

static int find_code(struct dl_phdr_info *image, size_t size, void *context) {
    (void)size;
    code_range *wanted = context;
    for (int i = 0; i < image->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &image->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_X)) continue;
        const uintptr_t begin = image->dlpi_addr + segment->p_vaddr;
        // `begin` holds the load address of the image that is asked for, or an address within its code.
        const bool is_it = wanted->end ? wanted->begin >= begin && wanted->begin < begin + segment->p_memsz
                                       : wanted->begin == image->dlpi_addr;
        if (!is_it) continue;
        wanted->begin = begin;
        wanted->end = begin + segment->p_memsz;
        return 1;
    }
    return 0;
}

void images_note_cell(int number, void *handle) {
    struct link_map *map;
    if (dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0) return;
    const int index = atomic_load(&cell_count);
    if (index >= CHUNK * CHUNKS) return;
    code_range range = {.begin = map->l_addr, .number = number, .map = map};
    if (!dl_iterate_phdr(find_code, &range)) return;
    if (!cells[index / CHUNK]) cells[index / CHUNK] = calloc(CHUNK, sizeof(code_range));
    if (!cells[index / CHUNK]) return;
    cells[index / CHUNK][index % CHUNK] = range;
    atomic_store(&cell_count, index + 1);
}

static const code_range *find_cell(int number) {
    for (int i = atomic_load(&cell_count) - 1; i >= 0; i--) {
        const code_range *range = &cells[i / CHUNK][i % CHUNK];
        if (range->number == number) return range;
    }
    return NULL;
}

// Swift names a global variable's storage `$s`, the module, the variable, its type, `vp`; the names with their lengths before them.
void *images_find_variable(int number, const char *name) {
    const code_range *range = find_cell(number);
    if (!range) return NULL;
    char module[32], prefix[600];
    snprintf(module, sizeof module, "Cell_%d", number);
    snprintf(prefix, sizeof prefix, "$s%zu%s%zu%s", strlen(module), module, strlen(name), name);
    const ElfW(Sym) *symbols = NULL;
    const char *texts = NULL;
    const uint32_t *hash = NULL;          // two counts first; the second is that of all symbols
    for (const ElfW(Dyn) *entry = range->map->l_ld; entry->d_tag != DT_NULL; entry++) {
        if (entry->d_tag == DT_SYMTAB) symbols = (const void *)entry->d_un.d_ptr;
        if (entry->d_tag == DT_STRTAB) texts = (const void *)entry->d_un.d_ptr;
        if (entry->d_tag == DT_HASH) hash = (const void *)entry->d_un.d_ptr;
    }
    if (!symbols || !texts || !hash) return NULL;
    for (uint32_t i = 0; i < hash[1]; i++) {
        if (symbols[i].st_shndx == SHN_UNDEF) continue;
        const char *symbol = texts + symbols[i].st_name;
        const size_t length = strlen(symbol);
        if (length > 2 && strncmp(symbol, prefix, strlen(prefix)) == 0 && strcmp(symbol + length - 2, "vp") == 0)
            return (void *)(range->map->l_addr + symbols[i].st_value);
    }
    return NULL;
}

void images_set_host(void) {
    host = (code_range){.begin = (uintptr_t)&images_set_host, .end = 1};
    dl_iterate_phdr(find_code, &host);
}

bool images_is_cell_code(const void *pc) {
    for (int i = atomic_load(&cell_count) - 1; i >= 0; i--) {
        const code_range range = cells[i / CHUNK][i % CHUNK];
        if ((uintptr_t)pc >= range.begin && (uintptr_t)pc < range.end) return true;
    }
    return false;
}

bool images_is_host_code(const void *pc) { return (uintptr_t)pc >= host.begin && (uintptr_t)pc < host.end; }

#endif
