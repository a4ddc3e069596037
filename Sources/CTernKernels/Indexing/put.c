// Scattering blocks by a table of offsets, overwriting or adding.
//
// Offsets may repeat, and their order counts. So the work is split inside the blocks: a thread goes through all
// offsets, for its part of every block.
#include <string.h>

#include "../Support/dtypes.h"
#include "../include/tern_indexing.h"
#include "../include/tern_runtime.h"

enum { GRAIN = 1 << 15 };

typedef struct {
    int64_t count;
    int64_t block;          // elements of one block
    int64_t element_size;
    char *out;
    const char *x;
    const int64_t *offsets;
} put;

static void put_range(void *context, int64_t begin, int64_t end) {
    const put *self = context;
    int64_t bytes = self->block * self->element_size, first = begin * self->element_size;
    size_t length = (size_t)((end - begin) * self->element_size);
    for (int64_t i = 0; i < self->count; i++)
        memcpy(self->out + self->offsets[i] * bytes + first, self->x + i * bytes + first, length);
}

static void run(put *self, tern_range_body body) {
    if (self->count == 0) return;
    tern_parallel_for(self->block, GRAIN / self->count, body, self);
}

void tern_put(int64_t element_size, int64_t block, int64_t count, void *out, const void *x, const int64_t *offsets) {
    put self = {.count = count, .block = block, .element_size = element_size, .out = out, .x = x, .offsets = offsets};
    run(&self, put_range);
}

#define FLOAT_SUM(compute, a, b) ((a) + (b))
#define INTEGER_SUM(compute, a, b) ((compute)((uint64_t)(a) + (uint64_t)(b)))
#define BOOL_SUM(compute, a, b) ((compute)((a) | (b)))

#define DEFINE_PUT_ADD(sum, tag, storage, compute, load, store) \
    static void put_add_##tag(void *context, int64_t begin, int64_t end) { \
        const put *self = context; \
        for (int64_t i = 0; i < self->count; i++) { \
            storage *out = (storage *)(void *)self->out + self->offsets[i] * self->block; \
            const storage *x = (const storage *)(const void *)self->x + i * self->block; \
            for (int64_t j = begin; j < end; j++) out[j] = store(sum(compute, load(out[j]), load(x[j]))); \
        } \
    }
#define DEFINE_FLOAT(NAME, ...) DEFINE_PUT_ADD(FLOAT_SUM, __VA_ARGS__)
#define DEFINE_INTEGER(NAME, ...) DEFINE_PUT_ADD(INTEGER_SUM, __VA_ARGS__)
#define DEFINE_BOOL(NAME, ...) DEFINE_PUT_ADD(BOOL_SUM, __VA_ARGS__)
TERN_FOR_EACH_FLOAT(DEFINE_FLOAT)
TERN_FOR_EACH_INTEGER(DEFINE_INTEGER)
TERN_FOR_EACH_BOOL(DEFINE_BOOL)

void tern_put_add(tern_dtype dtype, int64_t block, int64_t count, void *out, const void *x, const int64_t *offsets) {
#define ENTRY(NAME, tag, storage, compute, load, store) [TERN_##NAME] = put_add_##tag,
    static const tern_range_body bodies[TERN_DTYPE_COUNT] = {TERN_FOR_EACH_DTYPE(ENTRY)};
#undef ENTRY
    put self = {.count = count, .block = block, .out = out, .x = x, .offsets = offsets};
    run(&self, bodies[dtype]);
}
