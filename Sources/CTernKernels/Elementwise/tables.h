// The families of row functions that `tern_unary` and `tern_binary` choose from; NULL where a pair is not supported.
#ifndef TERN_ELEMENTWISE_TABLES_H
#define TERN_ELEMENTWISE_TABLES_H

#include "../include/tern_elementwise.h"
#include "loop.h"

typedef tern_row tern_unary_table[TERN_UNARY_COUNT][TERN_DTYPE_COUNT];
typedef tern_row tern_binary_table[TERN_BINARY_COUNT][TERN_DTYPE_COUNT];

extern const tern_unary_table tern_unary_arithmetic_rows;
extern const tern_unary_table tern_unary_function_rows;
extern const tern_unary_table tern_unary_predicate_rows;

extern const tern_binary_table tern_binary_integer_rows;
extern const tern_binary_table tern_binary_float_rows;
extern const tern_binary_table tern_binary_predicate_rows;

#endif
