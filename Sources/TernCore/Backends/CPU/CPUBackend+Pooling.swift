import CTernKernels

extension CPUBackend {
    package func maxPool2dTaps(_ size: Pool2dSize, _ y: Operand, taps: Operand?, _ x: Operand) {
        let numbers = taps?.pointer.assumingMemoryBound(to: UInt8.self)
        withStrides(y, x, taps ?? y) { yStrides, xStrides, tapsStrides in
            withUnsafePointer(to: size) { size in
                tern_max_pool2d_forward_taps(size, y.pointer, yStrides, numbers, tapsStrides, x.pointer, xStrides)
            }
        }
    }

    package func maxPool2dTapsBackward(_ size: Pool2dSize, _ dx: Operand, _ dy: Operand, taps: Operand) {
        let numbers = taps.pointer.assumingMemoryBound(to: UInt8.self)
        withStrides(dx, dy, taps) { dxStrides, dyStrides, tapsStrides in
            withUnsafePointer(to: size) { size in
                tern_max_pool2d_backward_taps(size, dx.pointer, dxStrides, dy.pointer, dyStrides, numbers, tapsStrides)
            }
        }
    }

    package func maxPool(_ plan: MaxPoolPlan, _ y: Operand, indices: Operand, _ x: Operand) {
        let positions = indices.pointer.assumingMemoryBound(to: Int64.self)
        plan.withKernel(x.dtype) { size in
            withStrides(y, x, indices) { yStrides, xStrides, indicesStrides in
                tern_max_pool_forward(size, y.pointer, yStrides, positions, indicesStrides, x.pointer, xStrides)
            }
        }
    }

    package func avgPool(_ plan: AvgPoolPlan, _ y: Operand, _ x: Operand) {
        plan.withKernel(x.dtype) { size in
            y.strides.withInt64s { yStrides in
                x.strides.withInt64s { tern_avg_pool_forward(size, y.pointer, yStrides, x.pointer, $0) }
            }
        }
    }

    package func avgPoolBackward(_ plan: AvgPoolPlan, _ dx: Operand, _ dy: Operand) {
        plan.withKernel(dy.dtype) { size in
            dx.strides.withInt64s { dxStrides in
                dy.strides.withInt64s { tern_avg_pool_backward(size, dx.pointer, dxStrides, dy.pointer, $0) }
            }
        }
    }
}

extension AvgPoolPlan {
    fileprivate func withKernel(_ dtype: DType, _ body: (UnsafePointer<tern_avg_pool_size>) -> Void) {
        withTables(axes) { axes in
            let size = tern_avg_pool_size(
                dtype: dtype.kernel, n: Int64(batch), c: Int64(channels), axes: axes, divisor: Int64(divisor))
            withUnsafePointer(to: size, body)
        }
    }
}

extension MaxPoolPlan {
    fileprivate func withKernel(_ dtype: DType, _ body: (UnsafePointer<tern_max_pool_size>) -> Void) {
        withTables(axes) { axes in
            let size = tern_max_pool_size(
                dtype: dtype.kernel, n: Int64(batch), c: Int64(channels), axes: axes,
                steps: (Int64(steps[0]), Int64(steps[1]), Int64(steps[2])))
            withUnsafePointer(to: size, body)
        }
    }
}

/// The tables of depth, height and width as the kernels take them.
private func withTables(_ axes: [PoolAxis], _ body: ((tern_pool_axis, tern_pool_axis, tern_pool_axis)) -> Void) {
    axes[0].withKernel { depth in
        axes[1].withKernel { height in
            axes[2].withKernel { width in body((depth, height, width)) }
        }
    }
}

extension PoolAxis {
    fileprivate func withKernel(_ body: (tern_pool_axis) -> Void) {
        begins.withInt64s { begin in
            ends.withInt64s { end in
                shares.withInt64s { share in
                    body(tern_pool_axis(in: Int64(input), out: Int64(output), begin: begin, end: end, share: share))
                }
            }
        }
    }
}
