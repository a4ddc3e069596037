// Which operands are packed, and which of the two comes first.
//
// Packing makes the kernels' reads contiguous; it costs a pass over the operand, which pays when the operand is read often
// enough. The kernels can read either operand in place: the first with any strides, the second where its columns lie
// side by side.
#include "plan.h"

enum {
    MOST_DEPTH = 512,        // steps of one block of the sum: its panel of b and tile of a stay in the nearest caches
    FEW_PANELS = 8,          // reading a in place is as good when it is read this often
    FEW_TILES = 16,          // and b,
    FEW_SMALL_TILES = 64,    // more often where both operands
    SMALL_BYTES = 4 << 20,   // together are so small that they stay in the caches
};

// Rough times of one element's handling, in units of one vector multiply-add.
static const double pack_rows = 0.3, pack_columns = 0.7, pack_scattered = 3, scatter_element = 4;
// A multiply-add's result can be used this much later: small tiles wait for it.
static const double latency = 8;

static int64_t divide_up(int64_t value, int64_t by) { return (value + by - 1) / by; }
static int64_t magnitude(int64_t value) { return value < 0 ? -value : value; }

// `along` is the operand's stride in the direction of the sum, `across` the other one.
static double pack_time(int64_t count, int64_t across, int64_t along) {
    if (across == 1) return (double)count * pack_rows;
    return (double)count * (along == 1 ? pack_columns : pack_scattered);
}

static bool is_small(const tern_gemm_plan *plan) {
    return (plan->m + plan->n) * plan->k * plan->kernels->item_size <= SMALL_BYTES;
}

static bool should_pack_a(const tern_gemm_plan *plan) {
    const int64_t row = magnitude(plan->a.row), column = magnitude(plan->a.column);
    if (row != 1 && column != 1) return plan->panels > 1;
    if (column == 1 && is_small(plan)) return false;
    return plan->panels > FEW_PANELS;
}

static bool should_pack_b(const tern_gemm_plan *plan) {
    if (plan->b.column != 1) return true;
    return plan->tiles > (is_small(plan) ? FEW_SMALL_TILES : FEW_TILES);
}

static tern_gemm_plan cut(tern_gemm_plan plan) {
    const tern_gemm_kernels *kernels = plan.kernels;
    plan.depth_blocks = plan.k > MOST_DEPTH ? divide_up(plan.k, MOST_DEPTH) : 1;
    plan.tiles = divide_up(plan.m, kernels->rows);
    plan.panel_width = kernels->lanes * kernels->vectors;
    plan.panels = divide_up(plan.n, plan.panel_width);
    plan.packs_a = should_pack_a(&plan);
    const int64_t whole_panels = plan.n / plan.panel_width;
    plan.first_packed_panel = should_pack_b(&plan) ? 0 : whole_panels;
    return plan;
}

static double time_of(const tern_gemm_plan *plan) {
    const tern_gemm_kernels *kernels = plan->kernels;
    const double vectors = (double)divide_up(plan->n, kernels->lanes), rows = (double)divide_up(plan->m, plan->tiles);
    const double tile = rows * (plan->n > kernels->lanes ? (double)kernels->vectors : 1);
    double time = (double)(plan->m * plan->k) * vectors * (tile < latency ? latency / tile : 1);
    if (plan->packs_a) time += pack_time(plan->m * plan->k, plan->a.row, plan->a.column);
    const int64_t packed_columns = plan->n - plan->first_packed_panel * plan->panel_width;
    time += pack_time(packed_columns * plan->k, plan->b.column, plan->b.row);
    if (plan->c.column != 1) time += (double)(plan->m * plan->n * plan->depth_blocks) * scatter_element;
    return time;
}

static tern_matrix transposed(tern_matrix x) { return (tern_matrix){x.data, x.batch, x.column, x.row}; }

tern_gemm_plan tern_gemm_plan_make(const tern_gemm_kernels *kernels, tern_matmul_size size, tern_matrix c, tern_matrix a,
                                   tern_matrix b) {
    const tern_gemm_plan straight = cut((tern_gemm_plan){.kernels = kernels, .batch = size.batch, .m = size.m, .n = size.n,
                                                         .k = size.k, .c = c, .a = a, .b = b});
    const tern_gemm_plan exchanged = cut((tern_gemm_plan){.kernels = kernels, .batch = size.batch, .m = size.n, .n = size.m,
                                                          .k = size.k, .c = transposed(c), .a = transposed(b),
                                                          .b = transposed(a)});
    return time_of(&exchanged) < time_of(&straight) ? exchanged : straight;
}
