extension Tensor {
    /// `a` where the condition is true, `b` elsewhere, over the shape that all three broadcast to.
    ///
    /// - Parameters:
    ///   - condition: a bool tensor.
    ///   - a: values where it holds.
    ///   - b: values where it doesn't.
    /// - Throws: `TensorError` when the shapes don't broadcast or the condition isn't bool.
    /// - Source: `torch.where`.
    public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
        try condition.validate()
        guard condition.dtype == .bool else {
            throw TensorError(
                "where",
                "where expected condition to be a boolean tensor, but got a tensor with dtype \(condition.dtype.scalarTypeName)"
            )
        }
        let (a, b) = try unified(a, b, "where")
        return try chosen(condition, a, b, "WhereBackward0")
    }

    private static func chosen(_ condition: Tensor, _ a: Tensor, _ b: Tensor, _ nodeName: String) throws -> Tensor {
        let shape = try Shape.broadcast(
            Shape.broadcast(condition.shape, a.shape, "where"), b.shape, "where")
        let result = try uninitialized(shape, likeOneOf: [a, b, condition], dtype: a.dtype, "where")
        a.backend.select(
            shape, result.operand, condition.operand(broadcastTo: shape), a.operand(broadcastTo: shape),
            b.operand(broadcastTo: shape))
        guard needsGrad(a, b) else { return result }
        let (shapeA, shapeB) = (a.requiresGrad ? a.shape : nil, b.requiresGrad ? b.shape : nil)
        return result.recorded(nodeName, [a, b]) { dz, _ in
            let zero = Tensor.zeros([], dtype: dz.dtype, device: dz.device)
            return [
                try shapeA.map { try `where`(condition, dz, zero).summed(to: $0) },
                try shapeB.map { try `where`(condition, zero, dz).summed(to: $0) },
            ]
        }
    }

    /// `a` where the condition is true, the number `b` elsewhere.
    public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: some ScalarConvertible) throws -> Tensor {
        let (tensor, number) = try a.filled(with: b.scalar, "where")
        return try `where`(condition, tensor, number)
    }

    /// The number `a` where the condition is true, `b` elsewhere.
    public static func `where`(_ condition: Tensor, _ a: some ScalarConvertible, _ b: Tensor) throws -> Tensor {
        let (tensor, number) = try b.filled(with: a.scalar, "where")
        return try `where`(condition, number, tensor)
    }

    /// The number `a` where the condition is true, the number `b` elsewhere.
    public static func `where`(
        _ condition: Tensor, _ a: some ScalarConvertible, _ b: some ScalarConvertible
    ) throws -> Tensor {
        try condition.validate()
        return try `where`(
            condition, condition.number(a.scalar, a.scalar.defaultDType, "where"),
            condition.number(b.scalar, b.scalar.defaultDType, "where"))
    }

    /// This tensor with `value` where the mask is true.
    ///
    /// - Throws: `TensorError` when the mask isn't bool or doesn't broadcast to this shape.
    /// - Source: `torch.masked_fill`.
    public func maskedFill(_ mask: Tensor, _ value: some ScalarConvertible) throws -> Tensor {
        try validate()
        return try masked(mask, number(value.scalar, dtype, "masked_fill"), "MaskedFillBackward0")
    }

    /// This tensor with the only element of `value` where the mask is true.
    ///
    /// - Throws: `TensorError` when the mask isn't bool or doesn't broadcast to this shape, or for a value with dimensions.
    /// - Source: `torch.masked_fill`.
    public func maskedFill(_ mask: Tensor, _ value: Tensor) throws -> Tensor {
        try validate()
        try value.validate()
        guard value.shape.isEmpty else {
            throw TensorError(
                "masked_fill",
                "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with \(value.ndim) dimension(s)."
            )
        }
        return try masked(mask, value.to(dtype), "MaskedFillBackward1")
    }

    private func masked(_ mask: Tensor, _ value: Tensor, _ nodeName: String) throws -> Tensor {
        try mask.validate()
        guard mask.dtype == .bool else {
            throw TensorError(
                "masked_fill",
                "masked_fill_ only supports boolean masks, but got mask with dtype \(mask.dtype.cTypeName)")
        }
        return try Tensor.chosen(mask, value, self, nodeName)
    }

    /// The tensor and a number in the type that they promote to; a number that the type cannot hold is refused.
    private func filled(with scalar: Scalar, _ operation: String) throws -> (Tensor, Tensor) {
        try validate()
        let type = Promotion.of(self, scalar)
        return (try to(type), try number(scalar, type, operation))
    }

    /// A number as a 0-dim tensor beside this one.
    private func number(_ scalar: Scalar, _ dtype: DType, _ operation: String) throws -> Tensor {
        try scalar.checkFits(dtype, operation)
        let number = try Tensor.uninitialized([], dtype: dtype, on: backend, operation)
        backend.fill([], number.operand, scalar)
        return number
    }
}
