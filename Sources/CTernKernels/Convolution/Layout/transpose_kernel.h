// Template: transposes in squares of TERN_VW x TERN_VW, which fit into the registers.

// log2(TERN_VW) rounds of zipping row i with row i + TERN_VW / 2 move every element to its transposed place.
TERN_INLINE void TERN_NAME(transpose_square)(TERN_V tile[TERN_VW]) {
    TERN_UNROLL for (int round = 1; round < TERN_VW; round *= 2) {
        TERN_V zipped[TERN_VW];
        TERN_UNROLL for (int i = 0; i < TERN_VW / 2; i++) {
            zipped[2 * i] = TERN_ZIP_LOW(tile[i], tile[i + TERN_VW / 2]);
            zipped[2 * i + 1] = TERN_ZIP_HIGH(tile[i], tile[i + TERN_VW / 2]);
        }
        TERN_UNROLL for (int i = 0; i < TERN_VW; i++) tile[i] = zipped[i];
    }
}

// The square at `row`, whose first `rows` rows and `columns` columns exist, transposed into `square`.
TERN_INLINE void TERN_NAME(read_square)(float square[TERN_VW][TERN_VW], const float *row, int64_t row_stride, int64_t rows,
                                        int64_t columns, const float *row_end) {
    TERN_V tile[TERN_VW];
    // Reading past the columns is harmless inside the array, and what is read there is never stored.
    if (rows == TERN_VW && row + (TERN_VW - 1) * row_stride + TERN_VW <= row_end) {
        TERN_UNROLL for (int i = 0; i < TERN_VW; i++) tile[i] = TERN_LOAD(row + i * row_stride);
    } else {
        for (int64_t i = 0; i < rows; i++) memcpy(square[i], row + i * row_stride, (size_t)columns * sizeof(float));
        TERN_UNROLL for (int i = 0; i < TERN_VW; i++) tile[i] = TERN_LOAD(square[i]);
    }
    TERN_NAME(transpose_square)(tile);
    TERN_UNROLL for (int i = 0; i < TERN_VW; i++) TERN_STORE(square[i], tile[i]);
}

static void TERN_NAME(to_columns)(const tern_transpose_shape *shape, float *column, const float *row, const float *row_end) {
    float square[TERN_VW][TERN_VW] = {{0}};
    for (int64_t r = 0; r < shape->rows; r += TERN_VW) {
        const int64_t rows = shape->rows - r < TERN_VW ? shape->rows - r : TERN_VW;
        int64_t inner = 0;
        float *outer = column + r, *target = outer;
        for (int64_t j = 0; j < shape->columns; j += TERN_VW) {
            const int64_t columns = shape->columns - j < TERN_VW ? shape->columns - j : TERN_VW;
            TERN_NAME(read_square)(square, row + r * shape->row_stride + j, shape->row_stride, rows, columns, row_end);
            for (int64_t i = 0; i < columns; i++) {
                if (rows == TERN_VW) TERN_STORE(target, TERN_LOAD(square[i]));
                else memcpy(target, square[i], (size_t)rows * sizeof(float));
                target += shape->inner_step;
                if (++inner == shape->inner) {
                    inner = 0;
                    target = outer += shape->outer_step;
                }
            }
        }
    }
}

static void TERN_NAME(to_rows)(const tern_transpose_shape *shape, float *row, const float *column) {
    float square[TERN_VW][TERN_VW] = {{0}};
    for (int64_t r = 0; r < shape->rows; r += TERN_VW) {
        const int64_t rows = shape->rows - r < TERN_VW ? shape->rows - r : TERN_VW;
        int64_t inner = 0;
        const float *outer = column + r, *source = outer;
        for (int64_t j = 0; j < shape->columns; j += TERN_VW) {
            const int64_t columns = shape->columns - j < TERN_VW ? shape->columns - j : TERN_VW;
            for (int64_t i = 0; i < columns; i++) {
                TERN_STORE(square[i], TERN_LOAD(source));
                source += shape->inner_step;
                if (++inner == shape->inner) {
                    inner = 0;
                    source = outer += shape->outer_step;
                }
            }
            TERN_V tile[TERN_VW];
            TERN_UNROLL for (int i = 0; i < TERN_VW; i++) tile[i] = TERN_LOAD(square[i]);
            TERN_NAME(transpose_square)(tile);
            TERN_UNROLL for (int i = 0; i < TERN_VW; i++) TERN_STORE(square[i], tile[i]);
            for (int64_t i = 0; i < rows; i++) {
                float *target = row + (r + i) * shape->row_stride + j;
                if (columns == TERN_VW) TERN_STORE(target, TERN_LOAD(square[i]));
                else memcpy(target, square[i], (size_t)columns * sizeof(float));
            }
        }
    }
}

static const tern_transpose_kernels TERN_NAME(transpose_kernels) = {TERN_NAME(to_columns), TERN_NAME(to_rows)};
