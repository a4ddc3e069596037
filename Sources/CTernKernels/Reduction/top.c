// The first few of each row's elements in order: a short list is kept sorted while the row passes by.
#include "../Elementwise/space.h"
#include "../Support/dtypes.h"
#include "../Support/grain.h"
#include "../include/tern_reduction.h"
#include "../include/tern_runtime.h"

/// Finds the first `k` of `count` elements, `stride` bytes apart.
typedef void (*top_function)(int64_t count, int64_t k, bool largest, const char *x, int64_t stride, void *values,
                             int64_t *indices);

// NaN counts as the largest; the first of equals stays ahead.
#define DEFINE_TOP(NAME, tag, storage, compute, load, store) \
    static inline bool above_##tag(compute a, compute b) { return a > b || (a != a && b == b); } \
    static inline __attribute__((always_inline)) void top_in_order_##tag( \
        int64_t count, int64_t k, const bool largest, const char *x, int64_t stride, storage *values, int64_t *indices) { \
        int64_t kept = 0; \
        for (int64_t i = 0; i < count; i++) { \
            const storage stored = *(const storage *)(const void *)(x + i * stride); \
            const compute value = load(stored); \
            if (kept == k) { \
                const compute last = load(values[k - 1]); \
                if (largest ? !above_##tag(value, last) : !above_##tag(last, value)) continue; \
            } \
            int64_t place = kept < k ? kept++ : k - 1; \
            for (; place > 0; place--) { \
                const compute before = load(values[place - 1]); \
                if (largest ? !above_##tag(value, before) : !above_##tag(before, value)) break; \
                values[place] = values[place - 1]; \
                indices[place] = indices[place - 1]; \
            } \
            values[place] = stored; \
            indices[place] = i; \
        } \
    } \
    static void top_##tag(int64_t count, int64_t k, bool largest, const char *x, int64_t stride, void *values, \
                          int64_t *indices) { \
        if (largest) top_in_order_##tag(count, k, true, x, stride, values, indices); \
        else top_in_order_##tag(count, k, false, x, stride, values, indices); \
    }
TERN_FOR_EACH_DTYPE(DEFINE_TOP)

typedef struct {
    top_function find;
    tern_space rows;           // operand: x
    int64_t count, k, stride, item;
    bool largest;
    char *x, *values;
    int64_t *indices;
} top_job;

static void find_rows(void *context, int64_t begin, int64_t end) {
    const top_job *job = context;
    for (int64_t row = begin; row < end; row++) {
        const tern_cursor place = tern_cursor_at(&job->rows, &job->x, row);
        job->find(job->count, job->k, job->largest, place.data[0], job->stride, job->values + job->item * row * job->k,
                  job->indices + row * job->k);
    }
}

void tern_top(tern_shape shape, int64_t k, tern_operand values, tern_operand indices, tern_operand x, bool largest) {
#define ENTRY(NAME, tag, storage, compute, load, store) [TERN_##NAME] = top_##tag,
    static const top_function table[TERN_DTYPE_COUNT] = {TERN_FOR_EACH_DTYPE(ENTRY)};
#undef ENTRY
    const int32_t last = shape.ndim - 1;
    const int64_t item = tern_item_size(x.dtype), count = shape.sizes[last];
    top_job job = {table[x.dtype], tern_space_make((tern_shape){.ndim = last, .sizes = shape.sizes}, 1, &x), count, k,
                   item * x.strides[last], item, largest, x.data, values.data, indices.data};
    if (k > 0) tern_parallel_for(tern_space_count(&job.rows), tern_grain(2 * count), find_rows, &job);
}
