// Running a plan: for each block of the sum, strips of the operands are packed, then the result's tiles are computed.
// Both are split over threads; a barrier lies between them.
#include "gemm.h"

#include "../../Support/grain.h"
#include "../../include/tern_runtime.h"
#include "matvec.h"
#include "plan.h"

enum {
    GROUP_TILES = 16, GROUP_PANELS = 8,   // a group's strips stay in the second-level cache
    GROUPS_PER_THREAD = 4,
    MOST_PACKED_BYTES = 32 << 20,         // batches are worked through in parts whose packed operands take this much
};

typedef struct {
    tern_gemm_plan plan;
    char *packed_a, *packed_b;            // strips, one after the other, for each matrix of the batch
    int64_t a_strip, b_strip;             // their sizes in bytes
    int64_t a_strips, b_strips;           // how many there are for one matrix
    int64_t tile_groups, panel_groups;
    int64_t first_batch, batches;         // the part of the batch
    int64_t k, depth;                     // the block of the sum
    bool accumulate;
} gemm_run;

typedef struct {
    int64_t begin, count;
} span;

static int64_t divide_up(int64_t value, int64_t by) { return (value + by - 1) / by; }

static span part(int64_t count, int64_t index, int64_t parts) {
    const int64_t begin = tern_cut(count, index, parts);
    return (span){begin, tern_cut(count, index + 1, parts) - begin};
}

static span tile_rows(const tern_gemm_plan *plan, int64_t tile) { return part(plan->m, tile, plan->tiles); }

static span panel_columns(const tern_gemm_plan *plan, int64_t panel) {
    const int64_t begin = panel * plan->panel_width, rest = plan->n - begin;
    return (span){begin, rest < plan->panel_width ? rest : plan->panel_width};
}

static const char *element(const tern_gemm_plan *plan, tern_matrix x, int64_t batch, int64_t row, int64_t column) {
    return x.data + plan->kernels->item_size * (batch * x.batch + row * x.row + column * x.column);
}

static char *a_strip(const gemm_run *run, int64_t batch, int64_t tile) {
    return run->packed_a + run->a_strip * (batch * run->a_strips + tile);
}

static char *b_strip(const gemm_run *run, int64_t batch, int64_t panel) {
    return run->packed_b + run->b_strip * (batch * run->b_strips + panel - run->plan.first_packed_panel);
}

static void pack_tile(const gemm_run *run, int64_t batch, int64_t tile) {
    const tern_gemm_plan *plan = &run->plan;
    const span rows = tile_rows(plan, tile);
    plan->kernels->pack(&(tern_gemm_strip){
        .packed = a_strip(run, batch, tile), .step = rows.count,
        .x = element(plan, plan->a, run->first_batch + batch, rows.begin, run->k),
        .width = rows.count, .padded = rows.count, .across = plan->a.row, .depth = run->depth, .along = plan->a.column});
}

static void pack_panel(const gemm_run *run, int64_t batch, int64_t panel) {
    const tern_gemm_plan *plan = &run->plan;
    const span columns = panel_columns(plan, panel);
    plan->kernels->pack(&(tern_gemm_strip){
        .packed = b_strip(run, batch, panel), .step = plan->panel_width,
        .x = element(plan, plan->b, run->first_batch + batch, run->k, columns.begin),
        .width = columns.count, .padded = plan->panel_width, .across = plan->b.column, .depth = run->depth,
        .along = plan->b.row});
}

static void pack_strips(void *context, int64_t begin, int64_t end) {
    const gemm_run *run = context;
    const int64_t strips = run->a_strips + run->b_strips;
    for (int64_t index = begin; index < end; index++) {
        const int64_t batch = index / strips, strip = index % strips;
        if (strip < run->a_strips) pack_tile(run, batch, strip);
        else pack_panel(run, batch, run->plan.first_packed_panel + strip - run->a_strips);
    }
}

static tern_gemm_tile tile_inputs(const gemm_run *run, int64_t batch, int64_t tile, int64_t panel) {
    const tern_gemm_plan *plan = &run->plan;
    const span rows = tile_rows(plan, tile);
    tern_gemm_tile work = {.depth = run->depth};
    if (plan->packs_a) {
        work.a = a_strip(run, batch, tile);
        work.a_row = 1;
        work.a_step = rows.count;
    } else {
        work.a = element(plan, plan->a, run->first_batch + batch, rows.begin, run->k);
        work.a_row = plan->a.row;
        work.a_step = plan->a.column;
    }
    const bool is_packed = panel >= plan->first_packed_panel;
    work.b = is_packed ? b_strip(run, batch, panel)
                       : element(plan, plan->b, run->first_batch + batch, run->k, panel * plan->panel_width);
    work.b_step = is_packed ? plan->panel_width : plan->b.row;
    return work;
}

// A group's first panel fetches the strip of the tile after this one, all others their share of the panel after them.
static void fetch_next(const gemm_run *run, tern_gemm_tile *work, span tiles, span panels, int64_t batch, int64_t tile,
                       int64_t panel) {
    const tern_gemm_plan *plan = &run->plan;
    work->next = work->a;
    if (panel == panels.begin) {
        if (!plan->packs_a || tile + 1 == tiles.begin + tiles.count) return;
        work->next = a_strip(run, batch, tile + 1);
        work->next_step = divide_up(run->a_strip, run->depth);
    } else {
        if (panel < plan->first_packed_panel || panel + 1 == panels.begin + panels.count) return;
        const int64_t share = run->b_strip / tiles.count;
        work->next = b_strip(run, batch, panel + 1) + (tile - tiles.begin) * share;
        work->next_step = divide_up(share, run->depth);
    }
}

static void multiply_tile(const gemm_run *run, span tiles, span panels, int64_t batch, int64_t tile, int64_t panel) {
    const tern_gemm_plan *plan = &run->plan;
    const tern_gemm_kernels *kernels = plan->kernels;
    const span rows = tile_rows(plan, tile), columns = panel_columns(plan, panel);
    const bool is_narrow = columns.count <= kernels->lanes;
    const tern_gemm_tile_function multiply = (is_narrow ? kernels->narrow : kernels->full)[rows.count];
    char *c = (char *)element(plan, plan->c, run->first_batch + batch, rows.begin, columns.begin);
    tern_gemm_tile work = tile_inputs(run, batch, tile, panel);
    fetch_next(run, &work, tiles, panels, batch, tile, panel);
    if (plan->c.column == 1 && columns.count == (is_narrow ? kernels->lanes : plan->panel_width)) {
        work.c = c;
        work.c_row = plan->c.row;
        work.accumulate = run->accumulate;
        multiply(&work);
        return;
    }
    _Alignas(64) double tile_memory[TERN_GEMM_MOST_TILE];
    work.c = tile_memory;
    work.c_row = plan->panel_width;
    multiply(&work);
    kernels->scatter(tile_memory, work.c_row, rows.count, columns.count, c, plan->c.row, plan->c.column, run->accumulate);
}

static void multiply_groups(void *context, int64_t begin, int64_t end) {
    const gemm_run *run = context;
    const tern_gemm_plan *plan = &run->plan;
    for (int64_t index = begin; index < end; index++) {
        const int64_t tile_group = index % run->tile_groups, rest = index / run->tile_groups;
        const int64_t panel_group = rest % run->panel_groups, batch = rest / run->panel_groups;
        const span panels = part(plan->panels, panel_group, run->panel_groups);
        const span tiles = part(plan->tiles, tile_group, run->tile_groups);
        for (int64_t panel = panels.begin; panel < panels.begin + panels.count; panel++)
            for (int64_t tile = tiles.begin; tile < tiles.begin + tiles.count; tile++)
                multiply_tile(run, tiles, panels, batch, tile, panel);
    }
}

// Large groups read less; smaller ones keep all threads busy. Their size does not change any result.
static void choose_groups(gemm_run *run) {
    const tern_gemm_plan *plan = &run->plan;
    const int64_t wanted = (int64_t)tern_thread_count() * GROUPS_PER_THREAD;
    int64_t tiles = GROUP_TILES, panels = GROUP_PANELS;
    for (;;) {
        run->tile_groups = divide_up(plan->tiles, tiles);
        run->panel_groups = divide_up(plan->panels, panels);
        if (run->batches * run->tile_groups * run->panel_groups >= wanted || (tiles == 1 && panels == 1)) return;
        if (panels == 1 || (tiles > 1 && plan->tiles / tiles < plan->panels / panels)) tiles /= 2;
        else panels /= 2;
    }
}

static void run_block(gemm_run *run) {
    const tern_gemm_plan *plan = &run->plan;
    const int64_t strips = run->a_strips + run->b_strips;
    if (strips > 0) tern_parallel_for(run->batches * strips, tern_grain(run->depth * plan->panel_width), pack_strips, run);
    const int64_t groups = run->tile_groups * run->panel_groups;
    const int64_t vectors = divide_up(plan->n, plan->kernels->lanes) * plan->m * run->depth;
    tern_parallel_for(run->batches * groups, tern_grain(vectors / groups), multiply_groups, run);
}

static void run_blocks(gemm_run *run) {
    const tern_gemm_plan *plan = &run->plan;
    for (int64_t block = 0; block < plan->depth_blocks; block++) {
        run->k = tern_cut(plan->k, block, plan->depth_blocks);
        run->depth = tern_cut(plan->k, block + 1, plan->depth_blocks) - run->k;
        run->accumulate = block > 0;
        run_block(run);
    }
}

static bool run_plan(tern_gemm_plan plan) {
    const int64_t item = plan.kernels->item_size, depth = tern_gemm_depth(&plan);
    gemm_run run = {.plan = plan};
    run.a_strip = item * (depth * plan.kernels->rows + TERN_GEMM_PACK_SLACK);
    run.b_strip = item * (depth * plan.panel_width + TERN_GEMM_PACK_SLACK);
    run.a_strips = plan.packs_a ? plan.tiles : 0;
    run.b_strips = plan.panels - plan.first_packed_panel;
    const int64_t a_bytes = run.a_strip * run.a_strips, bytes = a_bytes + run.b_strip * run.b_strips;
    int64_t most_batches = bytes > 0 ? MOST_PACKED_BYTES / bytes : plan.batch;
    if (most_batches < 1) most_batches = 1;
    if (most_batches > plan.batch) most_batches = plan.batch;
    if (bytes > 0) {
        run.packed_a = tern_allocate((size_t)(bytes * most_batches), false);
        if (!run.packed_a) return false;
        run.packed_b = run.packed_a + a_bytes * most_batches;
    }
    for (; run.first_batch < plan.batch; run.first_batch += most_batches) {
        const int64_t rest = plan.batch - run.first_batch;
        run.batches = rest < most_batches ? rest : most_batches;
        choose_groups(&run);
        run_blocks(&run);
    }
    tern_deallocate(run.packed_a);
    return true;
}

// A batch that shares one b and whose rows continue from matrix to matrix is a single taller matrix.
static void fold_batch(tern_matmul_size *size, tern_matrix *c, tern_matrix *a, const tern_matrix *b) {
    if (b->batch != 0 || c->batch != size->m * c->row || a->batch != size->m * a->row) return;
    size->m *= size->batch;
    size->batch = 1;
}

static tern_matrix matrix(const void *data, const int64_t *strides) {
    return (tern_matrix){(char *)data, strides[0], strides[1], strides[2]};
}

bool tern_gemm(tern_isa isa, tern_matmul_size size, void *out, const int64_t *out_strides, const void *a,
               const int64_t *a_strides, const void *b, const int64_t *b_strides) {
    const tern_gemm_kernels *kernels = tern_gemm_kernels_of(isa, size.dtype);
    if (!kernels || size.k == 0) return false;
    if (size.batch == 0 || size.m == 0 || size.n == 0) return true;
    tern_matrix to = matrix(out, out_strides), first = matrix(a, a_strides), second = matrix(b, b_strides);
    fold_batch(&size, &to, &first, &second);
    if (tern_matvec(kernels, size, to, first, second)) return true;
    return run_plan(tern_gemm_plan_make(kernels, size, to, first, second));
}
