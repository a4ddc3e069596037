// The Winograd transforms of every instruction set, for tiles of 2 x 2 and 4 x 4.
#include "transforms.h"

#define TERN_TEMPLATE "../Convolution/Winograd/transforms_of_isa.h"
#include "../../Isa/for_each.h"

const tern_winograd_transforms *tern_winograd_transforms_of(tern_isa isa, int32_t size) {
    static const tern_winograd_transforms *const small[TERN_ISA_COUNT] = TERN_ISA_TABLE(winograd2);
    static const tern_winograd_transforms *const large[TERN_ISA_COUNT] = TERN_ISA_TABLE(winograd4);
    return size == 2 ? small[isa] : large[isa];
}
