import CTernKernels

extension CPUBackend {
    package func copy(_ shape: [Int], _ out: Operand, _ x: Operand) {
        shape.withKernelShape { shape in
            out.withKernel { out in x.withKernel { x in tern_copy(shape, out, x) } }
        }
    }

    package func fill(_ shape: [Int], _ out: Operand, _ value: Scalar) {
        withBytes(of: value, as: out.dtype) { bytes in
            shape.withKernelShape { shape in out.withKernel { out in tern_fill(shape, out, bytes) } }
        }
    }

    package func arange(_ out: Operand, count: Int, start: Scalar, step: Scalar) {
        if out.dtype.isFloatingPoint {
            tern_arange_double(out.dtype.kernel, out.pointer, Int64(count), start.doubleValue, step.doubleValue)
        } else {
            tern_arange_int64(out.dtype.kernel, out.pointer, Int64(count), start.int64Value, step.int64Value)
        }
    }

    package func unary(_ op: UnaryOp, _ shape: [Int], _ out: Operand, _ x: Operand) {
        shape.withKernelShape { shape in
            out.withKernel { out in x.withKernel { x in tern_unary(op, shape, out, x) } }
        }
    }

    package func binary(_ op: BinaryOp, _ shape: [Int], _ out: Operand, _ a: Operand, _ b: Operand) {
        shape.withKernelShape { shape in
            out.withKernel { out in
                a.withKernel { a in b.withKernel { b in tern_binary(op, shape, out, a, b) } }
            }
        }
    }

    package func unary(
        _ op: UnaryOp, count: Int, _ dtype: DType, _ out: UnsafeMutableRawPointer, _ x: UnsafeMutableRawPointer
    ) {
        tern_unary_packed(op, dtype.kernel, Int64(count), out, x)
    }

    package func binary(
        _ op: BinaryOp, count: Int, _ dtype: DType, _ out: UnsafeMutableRawPointer, _ a: PackedOperand,
        _ b: PackedOperand
    ) {
        tern_binary_packed(
            op, dtype.kernel, Int64(count), out, a.pointer, a.isOne ? 0 : 1, b.pointer, b.isOne ? 0 : 1)
    }

    package func addScaled(
        count: Int, _ dtype: DType, _ out: UnsafeMutableRawPointer, _ a: UnsafeMutableRawPointer,
        _ b: UnsafeMutableRawPointer, _ factor: Double
    ) {
        tern_add_scaled(dtype.kernel, Int64(count), out, a, b, factor)
    }

    package func select(_ shape: [Int], _ out: Operand, _ condition: Operand, _ a: Operand, _ b: Operand) {
        shape.withKernelShape { shape in
            out.withKernel { out in
                condition.withKernel { condition in
                    a.withKernel { a in b.withKernel { b in tern_where(shape, out, condition, a, b) } }
                }
            }
        }
    }

    /// One element of `dtype` with this value, rounded once. Integers wrap around as torch's casts do.
    private func withBytes(of value: Scalar, as dtype: DType, _ body: (UnsafeRawPointer) -> Void) {
        var element: UInt64 = 0
        func convert<Source>(_ number: Source, _ source: DType) {
            var number = number
            withUnsafeMutablePointer(to: &number) { number in
                withUnsafeMutablePointer(to: &element) { element in
                    copy([], Operand(element, [], dtype, owner: nil), Operand(number, [], source, owner: nil))
                }
            }
        }
        switch value {
        case .double(let number): convert(number, .float64)
        case .int, .bool: convert(value.int64Value, .int64)
        }
        withUnsafePointer(to: &element) { body($0) }
    }
}
