import CTernKernels

extension CPUBackend {
    package func gatherRows(_ taps: RowTaps, _ y: Operand, _ x: Operand, weights: Operand) {
        withUnsafePointer(to: taps.kernel) { tern_rows_gather($0, y.pointer, x.pointer, weights.pointer) }
    }

    package func scatterRows(_ taps: RowTaps, _ dx: Operand, _ dy: Operand, weights: Operand) {
        withUnsafePointer(to: taps.kernel) { tern_rows_scatter($0, dx.pointer, dy.pointer, weights.pointer) }
    }

    package func rowProducts(_ taps: RowTaps, dweights: Operand, _ x: Operand, _ dy: Operand) {
        withUnsafePointer(to: taps.kernel) { tern_rows_products($0, dweights.pointer, x.pointer, dy.pointer) }
    }
}

extension RowTaps {
    fileprivate var kernel: tern_row_taps {
        tern_row_taps(
            dtype: dtype.kernel, taps: Int64(taps), points: Int64(points), width: Int64(width),
            rows: UnsafePointer(rows.pointer.assumingMemoryBound(to: Int64.self)))
    }
}
