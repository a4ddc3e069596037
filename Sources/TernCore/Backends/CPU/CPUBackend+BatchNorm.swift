import CTernKernels

extension CPUBackend {
    package func batchNormStatistics(_ size: NormSize, _ x: Operand, mean: Operand, variance: Operand) {
        x.strides.withInt64s { xStrides in
            tern_batch_norm_statistics(size, x.pointer, xStrides, mean.doubles, variance.doubles)
        }
    }

    package func batchNormApply(
        _ size: NormSize, _ y: Operand, _ x: Operand, _ affine: NormAffine, activation: NormActivation?
    ) {
        withStrides(y, x, activation?.residual ?? x) { yStrides, xStrides, residualStrides in
            let kernel = activation.map {
                tern_norm_activation(residual: $0.residual?.pointer, residual_strides: residualStrides, cap: $0.cap)
            }
            withOptional(kernel) {
                tern_batch_norm_apply(size, y.pointer, yStrides, x.pointer, xStrides, affine.kernel, $0)
            }
        }
    }

    package func batchNormFold(
        channels: Int, _ state: NormState, biasBefore: Operand?, scale: Operand, shift: Operand
    ) -> Bool {
        withExtendedLifetime((state, biasBefore)) {
            let kernel = tern_norm_state(
                mean: state.mean.floats, variance: state.variance.floats, weight: state.weight?.floats,
                bias: state.bias?.floats, eps: state.eps)
            return tern_batch_norm_fold(Int64(channels), kernel, biasBefore?.floats, scale.floats, shift.floats)
        }
    }

    package func batchNormSums(
        _ size: NormSize, _ dy: Operand, _ x: Operand, mean: Operand, gate: NormGate?, sumDY: Operand, sumDYXmu: Operand
    ) {
        withStrides(dy, x, x) { dyStrides, xStrides, _ in
            withOptional(gate?.kernel) {
                tern_batch_norm_sums(
                    size, dy.pointer, dyStrides, x.pointer, xStrides, mean.doubles, $0, sumDY.doubles, sumDYXmu.doubles)
            }
        }
    }

    package func batchNormBackward(
        _ size: NormSize, _ dx: Operand, _ dy: Operand, _ x: Operand, mean: Operand, dyFactor: Operand,
        xmuFactor: Operand, shift: Operand, gate: NormGate?
    ) {
        withStrides(dx, dy, x) { dxStrides, dyStrides, xStrides in
            withOptional(gate?.kernel) {
                tern_batch_norm_backward(
                    size, dx.pointer, dxStrides, dy.pointer, dyStrides, x.pointer, xStrides, mean.doubles,
                    dyFactor.doubles, xmuFactor.doubles, shift.doubles, $0)
            }
        }
    }

    private func withOptional<Value>(_ value: Value?, _ body: (UnsafePointer<Value>?) -> Void) {
        guard let value else { return body(nil) }
        withUnsafePointer(to: value) { body($0) }
    }
}

extension NormAffine {
    fileprivate var kernel: tern_norm_affine {
        tern_norm_affine(mean: mean.doubles, scale: scale.doubles, shift: shift.doubles)
    }
}

extension NormGate {
    fileprivate var kernel: tern_norm_gate { tern_norm_gate(affine: affine.kernel, cap: cap) }
}

extension Operand {
    fileprivate var doubles: UnsafeMutablePointer<Double> { pointer.assumingMemoryBound(to: Double.self) }
    fileprivate var floats: UnsafeMutablePointer<Float> { pointer.assumingMemoryBound(to: Float.self) }
}
