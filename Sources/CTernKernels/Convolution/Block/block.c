// The block kernels of every instruction set, and how channels are cut into blocks.
#include "block.h"

#include "../Epilogue/epilogue.h"

#define TERN_TEMPLATE "../Convolution/Block/block_kernel.h"
#include "../../Isa/for_each.h"

const tern_block_kernels *tern_block_kernels_of(tern_isa isa) {
    static const tern_block_kernels *const table[TERN_ISA_COUNT] = TERN_ISA_TABLE(block_kernels);
    return table[isa];
}

tern_block_cut tern_cut_channels(const tern_block_kernels *kernels, int64_t channels) {
    const int64_t lanes = (int64_t)kernels->lanes * kernels->vectors;
    tern_block_cut cut = {.channels = channels, .lanes = lanes, .count = (channels + lanes - 1) / lanes};
    const int64_t rest = channels - (cut.count - 1) * lanes;
    while (((int64_t)kernels->lanes << cut.tail_width) < rest) cut.tail_width++;
    while ((1 << cut.width) < kernels->vectors) cut.width++;
    cut.tail_lanes = (int64_t)kernels->lanes << cut.tail_width;
    return cut;
}
