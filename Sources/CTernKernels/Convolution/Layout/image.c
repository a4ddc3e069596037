// Conversion of any strided image batch to channels-last.
#include "image.h"

#include "../../Support/grain.h"
#include "../../Support/geometry.h"
#include "../../include/tern_runtime.h"
#include "transpose.h"

typedef struct {
    const tern_image *image;  // the converted one
    const float *source;
    const int64_t *strides;
    const tern_transpose_kernels *transposes;
} conversion;

// Rows h ..< h + rows of image n, whose columns are contiguous in the source.
static void transpose_rows(const conversion *job, int64_t n, int64_t h, int64_t rows) {
    const tern_image *image = job->image;
    const bool merged = job->strides[2] == image->w;  // rows follow each other without a gap
    const int64_t columns = merged ? rows * image->w : image->w;
    const tern_transpose_shape shape = {.rows = image->c, .columns = columns, .row_stride = job->strides[1],
                                        .inner = columns, .inner_step = image->c};
    for (int64_t i = 0; i < (merged ? 1 : rows); i++) {
        const float *source = job->source + tern_offset4(job->strides, n, 0, h + i, 0);
        const float *end = source + (image->c - 1) * job->strides[1] + columns;
        job->transposes->to_columns(&shape, image->copy + tern_offset4(image->strides, n, 0, h + i, 0), source, end);
    }
}

static void copy_rows(const conversion *job, int64_t n, int64_t h, int64_t rows) {
    const tern_image *image = job->image;
    for (int64_t i = h; i < h + rows; i++) {
        for (int64_t w = 0; w < image->w; w++) {
            const float *source = job->source + tern_offset4(job->strides, n, 0, i, w);
            float *target = image->copy + tern_offset4(image->strides, n, 0, i, w);
            for (int64_t c = 0; c < image->c; c++) target[c] = source[c * job->strides[1]];
        }
    }
}

static void convert_rows(void *context, int64_t begin, int64_t end) {
    const conversion *job = context;
    const tern_image *image = job->image;
    for (int64_t row = begin; row < end;) {
        const int64_t n = row / image->h, h = row % image->h;
        const int64_t rest = image->h - h, rows = end - row < rest ? end - row : rest;
        if (job->strides[3] == 1) transpose_rows(job, n, h, rows);
        else copy_rows(job, n, h, rows);
        row += rows;
    }
}

bool tern_image_open(tern_image *image, tern_isa isa, const float *data, const int64_t *strides, int64_t n, int64_t c,
                     int64_t h, int64_t w) {
    *image = (tern_image){.data = data, .strides = {strides[0], 1, strides[2], strides[3]}, .n = n, .c = c, .h = h, .w = w};
    if (strides[1] == 1 || c == 1) return true;
    image->copy = tern_allocate((size_t)(n * c * h * w) * sizeof(float), false);
    if (!image->copy) return false;
    image->data = image->copy;
    const int64_t dense[4] = {h * w * c, 1, w * c, c};
    for (int i = 0; i < 4; i++) image->strides[i] = dense[i];
    conversion job = {.image = image, .source = data, .strides = strides, .transposes = tern_transpose_kernels_of(isa)};
    tern_parallel_for(n * h, tern_grain(w * c), convert_rows, &job);
    return true;
}

void tern_image_close(tern_image *image) { tern_deallocate(image->copy); }
