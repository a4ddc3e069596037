// Gathering blocks by a table of offsets.
#include <string.h>

#include "../include/tern_indexing.h"
#include "../include/tern_runtime.h"

enum { GRAIN_BYTES = 1 << 16 };

typedef struct {
    int64_t bytes;      // of one block
    char *out;
    const char *x;
    const int64_t *offsets;
} take;

// A constant size lets memcpy become one load and one store.
static inline __attribute__((always_inline))
void copy_blocks(const take *self, int64_t begin, int64_t end, int64_t bytes) {
    for (int64_t i = begin; i < end; i++)
        memcpy(self->out + i * bytes, self->x + self->offsets[i] * bytes, (size_t)bytes);
}

static void take_range(void *context, int64_t begin, int64_t end) {
    const take *self = context;
    switch (self->bytes) {
        case 1: copy_blocks(self, begin, end, 1); break;
        case 2: copy_blocks(self, begin, end, 2); break;
        case 4: copy_blocks(self, begin, end, 4); break;
        case 8: copy_blocks(self, begin, end, 8); break;
        default: copy_blocks(self, begin, end, self->bytes); break;
    }
}

void tern_take(int64_t element_size, int64_t block, int64_t count, void *out, const void *x, const int64_t *offsets) {
    int64_t bytes = element_size * block;
    if (bytes == 0 || count == 0) return;
    take self = {.bytes = bytes, .out = out, .x = x, .offsets = offsets};
    tern_parallel_for(count, GRAIN_BYTES / bytes, take_range, &self);
}
