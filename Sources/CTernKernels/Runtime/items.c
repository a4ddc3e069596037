// Items are handed out one by one from a counter, in order: a thread that runs slowly takes fewer of them, and
// neighbouring items, which often share data, run at about the same time. All scratch memory comes from one allocation
// at the start, the only point where a kernel can still say no.
#include "items.h"

#include <stdatomic.h>

typedef struct {
    int64_t count;
    tern_item_body body;
    void *context;
    char *scratch;
    size_t scratch_bytes;
    _Atomic int64_t next;
} item_loop;

static void work(void *context, int64_t begin, int64_t end) {
    (void)end;  // where one thread has several workers' ranges to run, the first one takes all the items
    item_loop *loop = context;
    char *scratch = loop->scratch + (size_t)begin * loop->scratch_bytes;
    for (;;) {
        const int64_t item = atomic_fetch_add_explicit(&loop->next, 1, memory_order_relaxed);
        if (item >= loop->count) return;
        loop->body(loop->context, item, scratch);
    }
}

bool tern_parallel_items(int64_t count, int64_t grain, size_t scratch_bytes, tern_item_body body, void *context) {
    if (count <= 0) return true;
    int64_t workers = tern_thread_count(), worthwhile = count / (grain > 0 ? grain : 1);
    if (workers > worthwhile) workers = worthwhile > 0 ? worthwhile : 1;
    // A stride that is a multiple of the page size plus a line keeps the threads' scratch out of each other's cache sets.
    scratch_bytes = ((scratch_bytes + 4095) & ~(size_t)4095) + 64;
    item_loop loop = {.count = count, .body = body, .context = context, .scratch_bytes = scratch_bytes};
    loop.scratch = tern_allocate((size_t)workers * scratch_bytes, false);
    if (!loop.scratch) return false;
    tern_parallel_for(workers, 1, work, &loop);
    tern_deallocate(loop.scratch);
    return true;
}
