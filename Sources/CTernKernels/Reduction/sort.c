// Stable sorting of rows: a merge sort of positions, which compares the elements that they point at.
#include "../Support/dtypes.h"
#include "../include/tern_reduction.h"

#include <string.h>

/// Whether element i of a row comes before element j in ascending order, NaN counting as the largest.
typedef bool (*precedes)(const void *row, int64_t i, int64_t j);

#define DEFINE_PRECEDES(NAME, tag, storage, compute, load, store)                     \
    static bool precedes_##tag(const void *row, int64_t i, int64_t j) {               \
        const compute a = load(((const storage *)row)[i]), b = load(((const storage *)row)[j]); \
        return a < b || (b != b && a == a);                                           \
    }
TERN_FOR_EACH_DTYPE(DEFINE_PRECEDES)

static const precedes precedes_of[TERN_DTYPE_COUNT] = {
#define ENTRY(NAME, tag, storage, compute, load, store) [TERN_##NAME] = precedes_##tag,
    TERN_FOR_EACH_DTYPE(ENTRY)
#undef ENTRY
};

typedef struct {
    const void *keys;
    precedes precedes;
    bool descending;
} order;

static bool comes_first(const order *order, int64_t i, int64_t j) {
    return order->descending ? order->precedes(order->keys, j, i) : order->precedes(order->keys, i, j);
}

// Runs this short are sorted by insertion.
enum { SHORT_RUN = 16 };

static void sort_short_run(const order *order, int64_t *run, int64_t count) {
    for (int64_t i = 1; i < count; i++) {
        const int64_t moved = run[i];
        int64_t place = i;
        for (; place > 0 && comes_first(order, moved, run[place - 1]); place--) run[place] = run[place - 1];
        run[place] = moved;
    }
}

// On a tie the left run goes first, which keeps the sort stable.
static void merge(const order *order, int64_t *out, const int64_t *runs, int64_t middle, int64_t end) {
    int64_t left = 0, right = middle;
    for (int64_t i = 0; i < end; i++) {
        const bool take_right = left == middle || (right < end && comes_first(order, runs[right], runs[left]));
        out[i] = runs[take_right ? right++ : left++];
    }
}

static void sort_positions(const order *order, int64_t *positions, int64_t *scratch, int64_t count) {
    for (int64_t i = 0; i < count; i++) positions[i] = i;
    for (int64_t i = 0; i < count; i += SHORT_RUN)
        sort_short_run(order, positions + i, count - i < SHORT_RUN ? count - i : SHORT_RUN);
    int64_t *from = positions, *to = scratch;
    for (int64_t run = SHORT_RUN; run < count; run *= 2) {
        for (int64_t i = 0; i < count; i += 2 * run) {
            const int64_t rest = count - i;
            merge(order, to + i, from + i, rest < run ? rest : run, rest < 2 * run ? rest : 2 * run);
        }
        int64_t *merged = to;
        to = from;
        from = merged;
    }
    if (from != positions) memcpy(positions, from, (size_t)count * sizeof *positions);
}

// The offset of row `index` in a strided array, in elements; the last dimension is the row itself.
static int64_t row_offset(tern_shape shape, const int64_t *strides, int64_t index) {
    int64_t offset = 0;
    for (int32_t k = shape.ndim - 2; k >= 0; k--) {
        offset += index % shape.sizes[k] * strides[k];
        index /= shape.sizes[k];
    }
    return offset;
}

static void copy_element(char *out, const char *x, int64_t item) { memcpy(out, x, (size_t)item); }

void tern_sort(tern_shape shape, tern_operand values, tern_operand indices, tern_operand x, bool descending, int64_t *scratch) {
    const int64_t item = tern_item_size(x.dtype);
    const int64_t count = shape.ndim > 0 ? shape.sizes[shape.ndim - 1] : 1;
    const int64_t stride = shape.ndim > 0 ? item * x.strides[shape.ndim - 1] : 0;
    int64_t rows = 1;
    for (int32_t k = 0; k + 1 < shape.ndim; k++) rows *= shape.sizes[k];
    if (count == 0) return;
    for (int64_t row = 0; row < rows; row++) {
        const char *source = (const char *)x.data + item * row_offset(shape, x.strides, row);
        char *sorted = (char *)values.data + item * row * count;
        int64_t *positions = (int64_t *)indices.data + row * count;
        // The result's row first serves as a packed copy of the keys.
        for (int64_t i = 0; i < count; i++) copy_element(sorted + item * i, source + stride * i, item);
        sort_positions(&(order){sorted, precedes_of[x.dtype], descending}, positions, scratch, count);
        for (int64_t i = 0; i < count; i++) copy_element(sorted + item * i, source + stride * positions[i], item);
    }
}
