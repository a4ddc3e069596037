import CTernKernels

// The three shapes of an elementwise operation. Each file beside this one holds one family: its formulas, gradients and docs.

extension Tensor {
    /// y = f(x), in x's type (or in `dtype`), with x's memory order.
    func mapped(_ op: UnaryOp, _ operation: String, dtype: DType? = nil) throws -> Tensor {
        if isContiguous {
            try validate()
            let result = try uninitializedTwin(dtype: dtype, operation)
            backend.unary(op, count: count, self.dtype, result.address, address)
            return result
        }
        let result = try uninitializedLike(
            strides: Shape.denseStrides(shape, like: strides), dtype: dtype, operation)
        backend.unary(op, shape, result.operand, operand)
        return result
    }

    /// y = f(x) of a floating-point function: integers and bool become float32 first.
    ///
    /// - Parameter gradient: dx from dy and x.
    func realMapped(
        _ op: UnaryOp, _ operation: String, _ nodeName: String,
        gradient: @escaping (_ dy: Tensor, _ x: Tensor) throws -> Tensor
    ) -> Tensor {
        Tensor.deferringErrors {
            try validate()
            let x = dtype.isFloatingPoint ? self : try to(.float32)
            let y = try x.mapped(op, operation)
            guard Tensor.needsGrad(x) else { return y }
            return y.recorded(nodeName, x) { dy in try gradient(dy, x) }
        }
    }

    /// The same where the gradient is made of the result, so that the argument need not be kept.
    ///
    /// - Parameter gradient: dx from dy and y.
    func realMappedByResult(
        _ op: UnaryOp, _ operation: String, _ nodeName: String,
        gradient: @escaping (_ dy: Tensor, _ y: Tensor) throws -> Tensor
    ) -> Tensor {
        Tensor.deferringErrors {
            try validate()
            let x = dtype.isFloatingPoint ? self : try to(.float32)
            let y = try x.mapped(op, operation)
            guard Tensor.needsGrad(x) else { return y }
            return y.recorded(nodeName, [x]) { dy, node in [try gradient(dy, y.attached(to: node))] }
        }
    }

    /// z = f(a, b) over the broadcast shape, both converted to `dtype` first, without history.
    static func combined(
        _ op: BinaryOp, _ a: Tensor, _ b: Tensor, in dtype: DType, resultType: DType? = nil, _ operation: String
    ) throws -> Tensor {
        if a.isContiguous, b.isContiguous, a.shape == b.shape || a.shape.isEmpty || b.shape.isEmpty {
            let model = a.shape.isEmpty ? b : a
            let result = try model.uninitializedTwin(dtype: resultType ?? dtype, operation)
            withExtendedLifetime((a, b)) {
                result.backend.binary(
                    op, count: model.count, dtype, result.address,
                    PackedOperand(pointer: a.address, isOne: a.shape.isEmpty),
                    PackedOperand(pointer: b.address, isOne: b.shape.isEmpty))
            }
            return result
        }
        let shape = try Shape.broadcast(a.shape, b.shape, operation)
        let result = try uninitialized(shape, likeOneOf: [a, b], dtype: resultType ?? dtype, operation)
        a.backend.binary(
            op, shape, result.operand, a.operand(broadcastTo: shape), b.operand(broadcastTo: shape))
        return result
    }

    /// A result in the memory order of the first operand that has its full shape; row-major where none has.
    static func uninitialized(
        _ shape: [Int], likeOneOf operands: [Tensor], dtype: DType, _ operation: String
    ) throws -> Tensor {
        guard let model = operands.first(where: { $0.shape == shape }) else {
            return try operands[0].uninitializedLike(shape: shape, dtype: dtype, operation)
        }
        let strides = Shape.denseStrides(shape, like: model.strides)
        return try model.uninitializedLike(strides: strides, dtype: dtype, operation)
    }

    /// Both operands valid, on one device and of one type.
    static func unified(
        _ a: Tensor, _ b: Tensor, in dtype: DType? = nil, _ operation: String
    ) throws -> (Tensor, Tensor) {
        try a.validate()
        try b.validate()
        guard a.device == b.device || a.shape.isEmpty || b.shape.isEmpty else {
            throw TensorError(
                operation,
                "Expected all tensors to be on the same device, but found at least two devices, \(a.device) and \(b.device)!"
            )
        }
        let type = dtype ?? Promotion.of(a, b)
        let device = a.shape.isEmpty ? b.device : a.device
        return (try a.to(type, device: device), try b.to(type, device: device))
    }

    /// A plain number as a 0-dim tensor of the type that it and this tensor compute in, so that both kinds of operand
    /// take the same way.
    func paired(with scalar: Scalar, in dtype: DType? = nil, _ operation: String) throws -> (Tensor, Tensor) {
        try validate()
        let type = dtype ?? Promotion.of(self, scalar)
        let number = try Tensor.uninitialized([], dtype: type, on: backend, operation)
        backend.fill([], number.operand, scalar)
        return (try to(type), number)
    }
}

/// An elementwise operation of two operands with its gradients.
struct BinaryRule: Sendable {
    var op: BinaryOp
    var operation: String
    var nodeName: String
    /// The gradient of each operand over the broadcast shape; nil for an operation without gradients.
    var left: OperandGradient?
    var right: OperandGradient?
    /// Whether integers and bool compute in float32, as division does.
    var isReal = false
    /// Torch's name where one operand is a plain number, if it differs.
    var numberNodeName: String?

    /// Applies the rule to two tensors.
    func callAsFunction(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        if a.dtype == b.dtype, a.device == b.device, computeType(a.dtype) == a.dtype {
            try a.validate()
            try b.validate()
            return try apply(a, b, nodeName)
        }
        let common = Promotion.of(a, b)
        let (a, b) = try Tensor.unified(a, b, in: computeType(common), operation)
        return try apply(a, b, nodeName)
    }

    /// Applies the rule to a tensor and a number, in this order or the other.
    func callAsFunction(_ a: Tensor, _ scalar: Scalar, reversed: Bool = false) -> Tensor {
        Tensor.deferringErrors {
            try a.validate()
            let (a, b) = try a.paired(with: scalar, in: computeType(Promotion.of(a, scalar)), operation)
            let name = numberNodeName ?? nodeName
            return reversed ? try apply(b, a, name) : try apply(a, b, name)
        }
    }

    private func computeType(_ common: DType) -> DType { isReal && !common.isFloatingPoint ? .float32 : common }

    private func apply(_ a: Tensor, _ b: Tensor, _ nodeName: String) throws -> Tensor {
        guard a.dtype.isFloatingPoint || tern_binary_supports(op, a.dtype.kernel) else {
            throw a.unsupported(op == TERN_POW ? operation : "\(operation)_cpu")
        }
        let z = try Tensor.combined(op, a, b, in: a.dtype, operation)
        guard Tensor.needsGrad(a, b), left != nil || right != nil else { return z }
        return z.recorded(nodeName, a, b, left: left, right: right)
    }
}
