// Tern's C kernels: what the Swift side may call.
#ifndef CTERNKERNELS_H
#define CTERNKERNELS_H

#include "tern_batch_norm.h"
#include "tern_cuda.h"
#include "tern_elementwise.h"
#include "tern_indexing.h"
#include "tern_isa.h"
#include "tern_loss.h"
#include "tern_measure.h"
#include "tern_nn.h"
#include "tern_optimizer.h"
#include "tern_pooling.h"
#include "tern_random.h"
#include "tern_reduction.h"
#include "tern_runtime.h"
#include "tern_sampling.h"
#include "tern_softmax.h"
#include "tern_types.h"

#endif
