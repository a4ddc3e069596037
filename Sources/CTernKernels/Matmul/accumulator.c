// The typed rows behind accumulator.h.
#include "accumulator.h"

#include <math.h>
#include <string.h>

#include "../Support/dtypes.h"
#include "../Support/widen.h"
#include "chain.h"

// Four sums side by side: one alone would wait for each addition's result before the next.
enum { LANES = 4 };

#define DEFINE_ACCUMULATOR(NAME, tag, storage, wide, ordered, field)                                                            \
    static void start_##tag(tern_sum *sums, int64_t count) {                                                           \
        for (int64_t i = 0; i < count; i++) sums[i].field = 0;                                                         \
    }                                                                                                                  \
                                                                                                                       \
    static void add_value_##tag(tern_sum *sums, int64_t count, const void *value) {                                    \
        const wide added = tern_widen_##tag(*(const storage *)value);                                                  \
        for (int64_t i = 0; i < count; i++) sums[i].field += added;                                                    \
    }                                                                                                                  \
                                                                                                                       \
    static void multiply_##tag(tern_sum *sums, int64_t count, const void *value) {                                     \
        const wide factor = tern_widen_##tag(*(const storage *)value);                                                 \
        for (int64_t i = 0; i < count; i++) sums[i].field *= factor;                                                   \
    }                                                                                                                  \
                                                                                                                       \
    static void add_row_##tag(tern_sum *sums, const void *row, int64_t row_stride, int64_t count) {                    \
        const storage *x = row;                                                                                        \
        for (int64_t i = 0; i < count; i++) sums[i].field += tern_widen_##tag(x[i * row_stride]);                      \
    }                                                                                                                  \
                                                                                                                       \
    static void clamp_##tag(tern_sum *sums, int64_t count, double low, double high) {                                  \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            const double value = (double)(ordered)sums[i].field;                                                       \
            if (value < low) sums[i].field = (wide)(ordered)low;                                                       \
            if (value > high) sums[i].field = (wide)(ordered)high;                                                     \
        }                                                                                                              \
    }                                                                                                                  \
                                                                                                                       \
    static void add_scaled_##tag(tern_sum *restrict all, int64_t first, int64_t sums_stride,                           \
                                 const void *restrict scale, const void *restrict row, int64_t row_stride,             \
                                 int64_t count) {                                                                      \
        tern_sum *restrict sums = all + first;                                                                         \
        const wide factor = tern_widen_##tag(*(const storage *)scale);                                                 \
        const storage *restrict x = row;                                                                               \
        if (sums_stride == 1 && row_stride == 1) {                                                                     \
            for (int64_t i = 0; i < count; i++) sums[i].field += factor * tern_widen_##tag(x[i]);                      \
            return;                                                                                                    \
        }                                                                                                              \
        for (int64_t i = 0; i < count; i++)                                                                            \
            sums[i * sums_stride].field += factor * tern_widen_##tag(x[i * row_stride]);                               \
    }                                                                                                                  \
                                                                                                                       \
    static void add_products_##tag(tern_sum *restrict sum, const void *a, int64_t a_stride, const void *b,             \
                                   int64_t b_stride, int64_t count) {                                                  \
        const storage *x = a, *y = b;                                                                                  \
        wide lanes[LANES] = {0};                                                                                       \
        int64_t i = 0;                                                                                                 \
        if (a_stride == 1 && b_stride == 1) {                                                                          \
            for (; i + LANES <= count; i += LANES)                                                                     \
                for (int lane = 0; lane < LANES; lane++)                                                               \
                    lanes[lane] += tern_widen_##tag(x[i + lane]) * tern_widen_##tag(y[i + lane]);                      \
        }                                                                                                              \
        for (; i < count; i++) lanes[i % LANES] += tern_widen_##tag(x[i * a_stride]) * tern_widen_##tag(y[i * b_stride]); \
        sum->field += (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);                                                   \
    }                                                                                                                  \
                                                                                                                       \
    static void finish_##tag(void *out, int64_t out_stride, const tern_sum *sums, int64_t count) {                     \
        storage *y = out;                                                                                              \
        for (int64_t i = 0; i < count; i++) y[i * out_stride] = tern_narrow_##tag(sums[i].field);                      \
    }

#define DEFINE_REAL(NAME, tag, storage, compute, load, store) \
    DEFINE_ACCUMULATOR(NAME, tag, storage, double, double, real)
#define DEFINE_INTEGER(NAME, tag, storage, compute, load, store) \
    DEFINE_ACCUMULATOR(NAME, tag, storage, uint64_t, int64_t, integer)
TERN_FOR_EACH_FLOAT(DEFINE_REAL)
TERN_FOR_EACH_INTEGER(DEFINE_INTEGER)

const tern_accumulator *tern_accumulator_of(tern_dtype dtype) {
#define ENTRY(NAME, tag, storage, compute, load, store) \
    [TERN_##NAME] = {sizeof(storage), start_##tag, add_value_##tag, multiply_##tag, add_row_##tag, clamp_##tag, \
                     add_scaled_##tag, add_products_##tag, finish_##tag},
    static const tern_accumulator table[TERN_BOOL] = {TERN_FOR_EACH_NUMBER(ENTRY)};
#undef ENTRY
    return dtype < TERN_BOOL ? &table[dtype] : NULL;
}

// A chain must be fused on every CPU, and in this order, to have torch's bits.

static void start_chain(tern_sum *sums, int64_t count) { memset(sums, 0, (size_t)count * sizeof(float)); }

static void add_value_to_chain(tern_sum *sums, int64_t count, const void *value) {
    float *chain = (float *)sums;
    for (int64_t i = 0; i < count; i++) chain[i] += *(const float *)value;
}

static void multiply_chain(tern_sum *sums, int64_t count, const void *value) {
    float *chain = (float *)sums;
    for (int64_t i = 0; i < count; i++) chain[i] *= *(const float *)value;
}

static void add_row_to_chain(tern_sum *sums, const void *row, int64_t row_stride, int64_t count) {
    float *chain = (float *)sums;
    for (int64_t i = 0; i < count; i++) chain[i] += ((const float *)row)[i * row_stride];
}

static void clamp_chain(tern_sum *sums, int64_t count, double low, double high) {
    float *chain = (float *)sums;
    for (int64_t i = 0; i < count; i++) {
        if ((double)chain[i] < low) chain[i] = (float)low;
        if ((double)chain[i] > high) chain[i] = (float)high;
    }
}

static void add_scaled_to_chain(tern_sum *sums, int64_t first, int64_t sums_stride, const void *scale, const void *row,
                                int64_t row_stride, int64_t count) {
    tern_chain_row_of(tern_current_isa())((float *)sums + first, sums_stride, *(const float *)scale, row, row_stride, count);
}

static void add_products_to_chain(tern_sum *sum, const void *a, int64_t a_stride, const void *b, int64_t b_stride,
                                  int64_t count) {
    const float *x = a, *y = b;
    for (int64_t i = 0; i < count; i++) *(float *)sum = fmaf(x[i * a_stride], y[i * b_stride], *(float *)sum);
}

static void finish_chain(void *out, int64_t out_stride, const tern_sum *sums, int64_t count) {
    const float *chain = (const float *)sums;
    for (int64_t i = 0; i < count; i++) ((float *)out)[i * out_stride] = chain[i];
}

const tern_accumulator *tern_chained_accumulator_of(tern_dtype dtype) {
    static const tern_accumulator chain = {
        sizeof(float), start_chain,         add_value_to_chain,    multiply_chain, add_row_to_chain,
        clamp_chain,   add_scaled_to_chain, add_products_to_chain, finish_chain,
    };
    return dtype == TERN_FLOAT32 ? &chain : tern_accumulator_of(dtype);
}
