import CTernKernels

extension CPUBackend {
    package func classOutOfBounds(_ target: Operand, rows: Int, classes: Int, ignored: Int) -> Int? {
        let targets = target.pointer.assumingMemoryBound(to: Int64.self)
        let row = Int(tern_class_out_of_bounds(Int64(rows), Int64(classes), Int64(ignored), targets))
        return row < rows ? Int(targets[row]) : nil
    }

    package func crossEntropy(_ size: CrossEntropySize, _ loss: Operand, logSums: Operand, _ x: Operand) -> Bool {
        withUnsafePointer(to: size.kernel) {
            tern_cross_entropy_forward(
                $0, loss.floats, logSums.pointer.assumingMemoryBound(to: Double.self), x.floats)
        }
    }

    package func crossEntropyBackward(
        _ size: CrossEntropySize, _ dx: Operand, _ x: Operand, logSums: Operand, scale: Operand
    ) {
        withUnsafePointer(to: size.kernel) {
            tern_cross_entropy_backward(
                $0, dx.floats, x.floats, logSums.pointer.assumingMemoryBound(to: Double.self), scale.floats,
                Int64(scale.strides.first ?? 0))
        }
    }
}

extension CrossEntropySize {
    fileprivate var kernel: tern_cross_entropy {
        tern_cross_entropy(
            rows: Int64(rows), classes: Int64(classes), ignored: Int64(ignored), smoothing: smoothing,
            weight: weight?.floats, target: target.pointer.assumingMemoryBound(to: Int64.self))
    }
}

extension Operand {
    fileprivate var floats: UnsafeMutablePointer<Float> { pointer.assumingMemoryBound(to: Float.self) }
}
