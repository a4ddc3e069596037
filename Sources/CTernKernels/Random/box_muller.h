// Sixteen uniforms to sixteen standard normals by the method of Box and Muller, in place; see box_muller.c.
#ifndef TERN_RANDOM_BOX_MULLER_H
#define TERN_RANDOM_BOX_MULLER_H

#include <stdint.h>

enum { TERN_NORMAL_BLOCK = 16 };

/// `blocks` consecutive blocks of 16, each then scaled to value * std + mean.
void tern_box_muller_float(float *_Nonnull x, int64_t blocks, float mean, float std);
void tern_box_muller_double(double *_Nonnull x, int64_t blocks, double mean, double std);

#endif
