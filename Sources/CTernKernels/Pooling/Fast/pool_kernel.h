// Template: the loops of kernel.h for one instruction set.

typedef int32_t TERN_NAME(pool_ints) __attribute__((ext_vector_type(TERN_VW)));
typedef int32_t TERN_NAME(pool_unaligned_ints) __attribute__((ext_vector_type(TERN_VW), aligned(4), may_alias));
typedef int64_t TERN_NAME(pool_longs) __attribute__((ext_vector_type(TERN_VW)));
typedef int64_t TERN_NAME(pool_unaligned_longs) __attribute__((ext_vector_type(TERN_VW), aligned(8), may_alias));
typedef uint8_t TERN_NAME(pool_bytes) __attribute__((ext_vector_type(TERN_VW)));
typedef uint8_t TERN_NAME(pool_unaligned_bytes) __attribute__((ext_vector_type(TERN_VW), aligned(1), may_alias));
#define POOL_I TERN_NAME(pool_ints)

enum { TERN_NAME(POOL_UNNAMED), TERN_NAME(POOL_INDEX), TERN_NAME(POOL_NUMBER) };  // how winners are named

// Lanes 0, 2, 4, ... of {x ..< x + 2 * TERN_VW - 1}, of which the second vector holds the last TERN_VW.
#if TERN_VW == 16
#define POOL_EVEN_LANES 0, 2, 4, 6, 8, 10, 12, 14, 17, 19, 21, 23, 25, 27, 29, 31
#elif TERN_VW == 8
#define POOL_EVEN_LANES 0, 2, 4, 6, 9, 11, 13, 15
#else
#define POOL_EVEN_LANES 0, 2, 5, 7
#endif

// TERN_VW elements, `step` apart. Nothing behind the last one is read.
TERN_INLINE void TERN_NAME(pool_load)(TERN_V *value, const float *x, const int64_t step) {
    if (step == 1) {
        *value = TERN_LOAD(x);
        return;
    }
    const TERN_V low = TERN_LOAD(x), high = TERN_LOAD(x + TERN_VW - 1);
    *value = __builtin_shufflevector(low, high, POOL_EVEN_LANES);
}

// A NaN beats everything, so that the last one stays; of equals the first.
TERN_INLINE void TERN_NAME(pool_vectors)(const tern_pool_taps *work, const int64_t step, const int naming, int64_t *done) {
    const int64_t tap_count = work->tap_count;
    POOL_I lane;
    TERN_UNROLL for (int i = 0; i < TERN_VW; i++) lane[i] = i;
    for (; *done + TERN_VW <= work->count; *done += TERN_VW) {
        const float *x = work->x + *done * step;
        TERN_V best;
        TERN_NAME(pool_load)(&best, x + work->taps[0], step);
        POOL_I index = (POOL_I)work->indices[0];
        if (work->ahead) __builtin_prefetch(x + work->taps[0] + work->ahead);
        for (int64_t t = 1; t < tap_count; t++) {
            TERN_V value;
            TERN_NAME(pool_load)(&value, x + work->taps[t], step);
            if (work->ahead) __builtin_prefetch(x + work->taps[t] + work->ahead);
            const POOL_I wins = (value > best) | (value != value);
            best = wins ? value : best;
            if (naming != TERN_NAME(POOL_UNNAMED)) index = wins ? (POOL_I)work->indices[t] : index;
        }
        TERN_STORE(work->y + *done, best);
        if (naming == TERN_NAME(POOL_NUMBER))
            *(TERN_NAME(pool_unaligned_bytes) *)(work->number + *done) = __builtin_convertvector(index, TERN_NAME(pool_bytes));
        if (naming == TERN_NAME(POOL_INDEX)) {
            index += (POOL_I)(work->first_index + (int32_t)*done * work->index_step) + lane * (POOL_I)work->index_step;
            *(TERN_NAME(pool_unaligned_ints) *)(work->index + *done) = index;
        }
    }
}

TERN_INLINE void TERN_NAME(pool_elements)(const tern_pool_taps *work, int64_t j) {
    for (; j < work->count; j++) {
        const float *x = work->x + j * work->step;
        float best = x[work->taps[0]];
        int32_t index = work->indices[0];
        for (int64_t t = 1; t < work->tap_count; t++) {
            const float value = x[work->taps[t]];
            if (!(value > best || value != value)) continue;
            best = value;
            index = work->indices[t];
        }
        work->y[j] = best;
        if (work->index) work->index[j] = work->first_index + index + (int32_t)j * work->index_step;
        if (work->number) work->number[j] = (uint8_t)index;
    }
}

TERN_INLINE void TERN_NAME(pool_steps)(const tern_pool_taps *work, const int naming) {
    int64_t done = 0;
    if (work->step == 1) TERN_NAME(pool_vectors)(work, 1, naming, &done);
    if (work->step == 2) TERN_NAME(pool_vectors)(work, 2, naming, &done);
    TERN_NAME(pool_elements)(work, done);
}

static void TERN_NAME(pool_largest)(const tern_pool_taps *work) {
    if (work->number) TERN_NAME(pool_steps)(work, TERN_NAME(POOL_NUMBER));
    else if (work->index) TERN_NAME(pool_steps)(work, TERN_NAME(POOL_INDEX));
    else TERN_NAME(pool_steps)(work, TERN_NAME(POOL_UNNAMED));
}

TERN_INLINE void TERN_NAME(pool_names)(const tern_pool_position *work, int64_t window, int64_t c, POOL_I *names) {
    if (work->numbers) {
        const TERN_NAME(pool_bytes) bytes = *(const TERN_NAME(pool_unaligned_bytes) *)(work->numbers[window] + c);
        *names = __builtin_convertvector(bytes, POOL_I);
    } else {
        const TERN_NAME(pool_longs) longs = *(const TERN_NAME(pool_unaligned_longs) *)(work->indices[window] + c);
        *names = __builtin_convertvector(longs, POOL_I);
    }
}

static void TERN_NAME(pool_gather)(const tern_pool_position *work) {
    int64_t c = 0;
    for (; c + TERN_VW <= work->channels; c += TERN_VW) {
        TERN_V sum = TERN_SPLAT(0.0f);
        for (int64_t i = 0; i < work->window_count; i++) {
            POOL_I names;
            TERN_NAME(pool_names)(work, i, c, &names);
            const POOL_I is_here = names == (POOL_I)work->names[i];
            sum += is_here ? TERN_LOAD(work->dy[i] + c) : TERN_SPLAT(0.0f);
        }
        if (work->stream) TERN_STREAM(work->dx + c, sum);
        else TERN_STORE(work->dx + c, sum);
    }
    for (; c < work->channels; c++) {
        float sum = 0;
        for (int64_t i = 0; i < work->window_count; i++) {
            const int64_t name = work->numbers ? work->numbers[i][c] : work->indices[i][c];
            sum += name == work->names[i] ? work->dy[i][c] : 0;
        }
        work->dx[c] = sum;
    }
}

static const tern_pool_kernels TERN_NAME(pool_kernels) = {
    .vector_bytes = sizeof(TERN_V), .largest = TERN_NAME(pool_largest), .gather = TERN_NAME(pool_gather),
};

#undef POOL_EVEN_LANES
#undef POOL_I
