// The depthwise kernels of every instruction set.
#include "tile.h"

#define TERN_TEMPLATE "../Convolution/Depthwise/tile_kernel.h"
#include "../../Isa/for_each.h"

const tern_depthwise_kernels *tern_depthwise_kernels_of(tern_isa isa) {
    static const tern_depthwise_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(depthwise_kernels);
    return table[isa];
}

const tern_depthwise_tile *tern_depthwise_tile_of(tern_isa isa, int64_t kernel, int64_t stride, int64_t channels) {
    const tern_depthwise_kernels *kernels = tern_depthwise_kernels_of(isa);
    if (channels < kernels->lanes) return NULL;
    for (int i = 0; i < TERN_DEPTHWISE_TILES; i++)
        if (kernels->tiles[i].kernel == kernel && kernels->tiles[i].stride == stride) return &kernels->tiles[i];
    return NULL;
}
