import CTernKernels

extension CPUBackend {
    package func matmul(_ size: MatmulSize, _ out: Operand, _ a: Operand, _ b: Operand) {
        withStrides(out, a, b) { outStrides, aStrides, bStrides in
            tern_matmul(size, out.pointer, outStrides, a.pointer, aStrides, b.pointer, bStrides)
        }
    }

    package func conv2d(
        _ size: Conv2dSize, _ y: Operand, _ x: Operand, weight: Operand, epilogue: ConvolutionEpilogue
    ) {
        withStrides(y, x, weight) { yStrides, xStrides, weightStrides in
            withUnsafePointer(to: size) { size in
                epilogue.withKernel { epilogue in
                    tern_conv2d_forward(
                        size, y.pointer, yStrides, x.pointer, xStrides, weight.pointer, weightStrides,
                        weight.forms(size), epilogue)
                }
            }
        }
    }

    package func conv2dBackwardInput(
        _ size: Conv2dSize, _ dx: Operand, _ dy: Operand, weight: Operand, epilogue: ConvolutionEpilogue
    ) {
        withStrides(dx, dy, weight) { dxStrides, dyStrides, weightStrides in
            withUnsafePointer(to: size) { size in
                epilogue.withKernel { epilogue in
                    tern_conv2d_backward_input(
                        size, dx.pointer, dxStrides, dy.pointer, dyStrides, weight.pointer, weightStrides,
                        weight.forms(size), epilogue)
                }
            }
        }
    }

    package func conv2dBackwardWeight(_ size: Conv2dSize, _ dweight: Operand, _ dy: Operand, _ x: Operand) {
        withStrides(dweight, dy, x) { dweightStrides, dyStrides, xStrides in
            withUnsafePointer(to: size) { size in
                tern_conv2d_backward_weight(
                    size, dweight.pointer, dweightStrides, dy.pointer, dyStrides, x.pointer, xStrides)
            }
        }
    }

    package func maxPool2d(_ size: Pool2dSize, _ y: Operand, indices: Operand, _ x: Operand) {
        withStrides(y, x, indices) { yStrides, xStrides, indicesStrides in
            withUnsafePointer(to: size) { size in
                let positions = indices.pointer.assumingMemoryBound(to: Int64.self)
                tern_max_pool2d_forward(
                    size, y.pointer, yStrides, positions, indicesStrides, x.pointer, xStrides)
            }
        }
    }

    package func maxPool2dBackward(_ size: Pool2dSize, _ dx: Operand, _ dy: Operand, indices: Operand) {
        withStrides(dx, dy, indices) { dxStrides, dyStrides, indicesStrides in
            withUnsafePointer(to: size) { size in
                let positions = indices.pointer.assumingMemoryBound(to: Int64.self)
                tern_max_pool2d_backward(
                    size, dx.pointer, dxStrides, dy.pointer, dyStrides, positions, indicesStrides)
            }
        }
    }

    package func softmax(isLog: Bool, outer: Int, length: Int, inner: Int, _ y: Operand, _ x: Operand) -> Bool {
        if inner == 1 { return tern_softmax_rows(isLog, Int64(outer), Int64(length), y.floats, x.floats) }
        return tern_softmax_columns(isLog, Int64(outer), Int64(length), Int64(inner), y.floats, x.floats)
    }

    package func softmaxBackward(
        isLog: Bool, rows: Int, length: Int, _ dx: Operand, _ dy: Operand, _ y: Operand
    ) -> Bool {
        tern_softmax_rows_backward(isLog, Int64(rows), Int64(length), dx.floats, dy.floats, y.floats)
    }

    func withStrides(
        _ a: Operand, _ b: Operand, _ c: Operand,
        _ body: (UnsafePointer<Int64>, UnsafePointer<Int64>, UnsafePointer<Int64>) -> Void
    ) {
        a.strides.withInt64s { a in b.strides.withInt64s { b in c.strides.withInt64s { c in body(a, b, c) } } }
    }
}

extension ConvolutionEpilogue {
    fileprivate func withKernel(_ body: (UnsafePointer<tern_conv2d_epilogue>) -> Void) {
        var kernel = tern_conv2d_epilogue()
        kernel.scale = UnsafeRawPointer(scale?.pointer)
        kernel.shift = UnsafeRawPointer(shift?.pointer)
        kernel.residual = UnsafeRawPointer(residual?.pointer)
        kernel.clamps = bounds != nil
        kernel.low = bounds?.lowerBound ?? 0
        kernel.high = bounds?.upperBound ?? 0
        withExtendedLifetime(self) { body(&kernel) }
    }
}

extension Operand {
    fileprivate var floats: UnsafeMutablePointer<Float> { pointer.assumingMemoryBound(to: Float.self) }
}
