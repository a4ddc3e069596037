// The reference gradient of max pooling: every input position adds up, in double, what its windows give it.
#include "../Support/dtypes.h"
#include "../Support/grain.h"
#include "../Support/widen.h"
#include "../include/tern_runtime.h"
#include "reference.h"
#include "windows.h"

typedef struct {
    const tern_pool2d_size *size;
    void *dx;
    const void *dy;
    const tern_pool_winners *winners;
    const int64_t *dx_strides, *dy_strides;
} gradient_job;

// One row of input positions, for each floating type.
#define DEFINE_ROW(NAME, tag, storage, compute, load, store)                                                          \
    static void row_##tag(const gradient_job *job, int64_t n, int64_t c, int64_t h, tern_range rows) {                \
        const tern_pool2d_size *size = job->size;                                                                     \
        for (int64_t w = 0; w < size->w; w++) {                                                                       \
            const int64_t reach = (size->kw - 1) * size->dilation_w, position = h * size->w + w;                      \
            const tern_range columns = tern_windows_covering(w, size->pad_w, reach, size->stride_w, size->ow);        \
            double sum = 0;                                                                                           \
            for (int64_t i = rows.begin; i < rows.end; i++)                                                           \
                for (int64_t j = columns.begin; j < columns.end; j++)                                                 \
                    if (tern_pool_position_of(job->winners, size, n, c, i, j) == position)                            \
                        sum += tern_widen_##tag(((const storage *)job->dy)[tern_offset4(job->dy_strides, n, c, i, j)]); \
            ((storage *)job->dx)[tern_offset4(job->dx_strides, n, c, h, w)] = tern_narrow_##tag(sum);                 \
        }                                                                                                             \
    }
TERN_FOR_EACH_FLOAT(DEFINE_ROW)

static void gradient_rows(void *context, int64_t begin, int64_t end) {
    const gradient_job *job = context;
    const tern_pool2d_size *size = job->size;
    for (int64_t row = begin; row < end; row++) {
        const int64_t h = row % size->h, c = row / size->h % size->c, n = row / size->h / size->c;
        const tern_range rows = tern_windows_covering(h, size->pad_h, (size->kh - 1) * size->dilation_h, size->stride_h, size->oh);
        switch (size->dtype) {
#define CASE(NAME, tag, storage, compute, load, store) case TERN_##NAME: row_##tag(job, n, c, h, rows); break;
            TERN_FOR_EACH_FLOAT(CASE)
#undef CASE
            default: break;
        }
    }
}

void tern_max_pool2d_backward_reference(const tern_pool2d_size *size, void *dx, const int64_t *dx_strides, const void *dy,
                                        const int64_t *dy_strides, const tern_pool_winners *winners) {
    gradient_job job = {size, dx, dy, winners, dx_strides, dy_strides};
    tern_parallel_for(size->n * size->c * size->h, tern_grain(size->w * size->kh * size->kw), gradient_rows, &job);
}
