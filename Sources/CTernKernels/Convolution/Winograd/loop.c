// The transforms of a tile, from the image and into the result.
#include "loop.h"

void tern_winograd_inputs(const tern_winograd_loop *loop, tern_tile_planes inputs, int64_t begin, int64_t end) {
    const float *pixels[TERN_MOST_POSITIONS];
    const int64_t ahead = 2 * loop->transforms->size * loop->in.strides[3];
    for (int64_t tile = begin; tile < end; tile++) {
        tern_tile_inputs(&loop->tiling, tile, &loop->in, pixels);
        loop->transforms->input(inputs.data + (tile - begin) * loop->tile_step, inputs.plane, pixels, 0, loop->in.c, ahead);
    }
}

void tern_winograd_output(const tern_winograd_loop *loop, tern_tile_planes products, int64_t tile, int64_t block,
                          float *scratch) {
    const tern_block_cut *cut = &loop->filters.cut;
    const int64_t lanes = tern_cut_lanes(cut, block), valid = tern_cut_valid(cut, block), first = block * cut->lanes;
    const int64_t vectors = lanes / loop->kernels->lanes, channel_step = loop->out.strides[1];
    float *pixels[TERN_MOST_TILE_PIXELS];
    const bool whole = tern_tile_outputs(&loop->tiling, tile, loop->out.data, loop->out.strides, pixels);
    if (valid == lanes && channel_step == 1) {
        loop->transforms->output(pixels, first, whole, products.data, products.plane, vectors, &loop->epilogue, loop->stream);
        return;
    }
    // A partial block of channels, or a result whose channels are not contiguous.
    const int64_t tile_pixels = (int64_t)loop->transforms->size * loop->transforms->size;
    float *buffered[TERN_MOST_TILE_PIXELS];
    tern_buffered_epilogue epilogue;
    tern_buffer_epilogue(&epilogue, &loop->epilogue, first, valid);
    for (int64_t i = 0; i < tile_pixels; i++) {
        buffered[i] = scratch + i * lanes;
        if (pixels[i]) tern_fetch_residual(&loop->epilogue, buffered[i], pixels[i] + first * channel_step, channel_step, valid);
    }
    loop->transforms->output(buffered, 0, true, products.data, products.plane, vectors, &epilogue.epilogue, false);
    for (int64_t i = 0; i < tile_pixels; i++)
        if (pixels[i])
            for (int64_t k = 0; k < valid; k++) pixels[i][(first + k) * channel_step] = buffered[i][k];
}

bool tern_winograd_all_filters(tern_winograd_loop *loop) {
    return tern_transform_filters(&loop->filters, loop->isa, loop->transforms, loop->view, loop->flipped,
                                  loop->keeps_filters);
}
