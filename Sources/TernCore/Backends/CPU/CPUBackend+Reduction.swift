import CTernKernels

extension CPUBackend {
    package func reduce(
        _ op: ReduceOp, parameter: Double, _ shape: [Int], outerRank: Int, _ out: Operand, _ x: Operand
    ) {
        shape.withKernelShape { shape in
            out.withKernel { out in
                x.withKernel { x in tern_reduce(op, parameter, shape, Int32(outerRank), out, x) }
            }
        }
    }

    package func scan(_ op: ScanOp, _ shape: [Int], _ out: Operand, _ x: Operand) {
        shape.withKernelShape { shape in
            out.withKernel { out in x.withKernel { x in tern_scan(op, shape, out, x) } }
        }
    }

    package func top(_ k: Int, _ shape: [Int], values: Operand, indices: Operand, _ x: Operand, largest: Bool) {
        shape.withKernelShape { shape in
            values.withKernel { values in
                indices.withKernel { indices in
                    x.withKernel { x in tern_top(shape, Int64(k), values, indices, x, largest) }
                }
            }
        }
    }

    package func sort(_ shape: [Int], values: Operand, indices: Operand, _ x: Operand, descending: Bool) {
        var scratch = [Int64](repeating: 0, count: max(shape.last ?? 1, 1))
        shape.withKernelShape { shape in
            values.withKernel { values in
                indices.withKernel { indices in
                    x.withKernel { x in tern_sort(shape, values, indices, x, descending, &scratch) }
                }
            }
        }
    }
}
