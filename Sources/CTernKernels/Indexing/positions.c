// Looking at tables of offsets and masks: bounds, and the positions of true bytes.
#include "../include/tern_indexing.h"

void tern_offset_bounds(int64_t count, const int64_t *offsets, int64_t *lowest, int64_t *highest) {
    int64_t low = offsets[0], high = offsets[0];
    for (int64_t i = 1; i < count; i++) {
        low = offsets[i] < low ? offsets[i] : low;
        high = offsets[i] > high ? offsets[i] : high;
    }
    *lowest = low;
    *highest = high;
}

int64_t tern_nonzero(int64_t n, const uint8_t *mask, int64_t *out) {
    int64_t found = 0;
    if (!out) {
        for (int64_t i = 0; i < n; i++) found += mask[i] != 0;
        return found;
    }
    for (int64_t i = 0; i < n; i++)
        if (mask[i]) out[found++] = i;
    return found;
}
