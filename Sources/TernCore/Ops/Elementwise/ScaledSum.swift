import CTernKernels

// self + alpha * other, in torch's arithmetic: floating types round once (a fused multiply-add), 16-bit ones once more to
// their own type.

extension Tensor {
    /// The sum, or with `isNegated` the difference. Neither operand is bool where torch refuses it.
    func adding(_ other: Tensor, scaledBy alpha: Scalar, isNegated: Bool) throws -> Tensor {
        let operation = isNegated ? "sub" : "add"
        try validate()
        try other.validate()
        let common = Promotion.of(self, other)
        try Tensor.checkAlpha(alpha, common, operation)
        guard common.isFloatingPoint else {
            let term = try other.to(common).mul(alpha).validated()
            return isNegated ? try sub(term) : try add(term)
        }
        let (a, b) = try Tensor.unified(self, other, in: common, operation)
        // As the type has it: 0.3 is another number in bfloat16.
        let rounded: Double = try Tensor.full([], alpha, dtype: common).item()
        let factor = isNegated ? -rounded : rounded
        let z = try noGrad { try Tensor.scaledSum(a, b, factor, operation) }
        guard Tensor.needsGrad(a, b) else { return z }
        let (shapeA, shapeB) = (a.requiresGrad ? a.shape : nil, b.requiresGrad ? b.shape : nil)
        return z.recorded(isNegated ? "SubBackward0" : "AddBackward0", [a, b], saves: false) { dz, _ in
            [try shapeA.map { try dz.summed(to: $0) }, try shapeB.map { try dz.mul(factor).summed(to: $0) }]
        }
    }

    private static func checkAlpha(_ alpha: Scalar, _ common: DType, _ operation: String) throws {
        if alpha.category == .boolean, common != .bool {
            throw TensorError(operation, "Boolean alpha only supported for Boolean results.")
        }
        if alpha.category == .floating, !common.isFloatingPoint {
            throw TensorError(
                operation, "For integral input tensors, argument alpha must not be a floating point number.")
        }
        try alpha.checkFits(common, operation)
    }

    private static func scaledSum(_ a: Tensor, _ b: Tensor, _ factor: Double, _ operation: String) throws -> Tensor {
        let shape = try Shape.broadcast(a.shape, b.shape, operation)
        let wide = a.dtype == .float64 ? DType.float64 : .float32
        let order = try uninitialized(shape, likeOneOf: [a, b], dtype: wide, operation)
        let (left, right) = (try a.packed(like: order), try b.packed(like: order))
        withExtendedLifetime((left, right)) {
            order.backend.addScaled(count: order.count, wide, order.address, left.address, right.address, factor)
        }
        return try order.to(a.dtype)
    }

    /// The elements in the type, shape and memory order of `model`, which has no gaps.
    private func packed(like model: Tensor) throws -> Tensor {
        if dtype == model.dtype, shape == model.shape, strides == model.strides { return self }
        let copy = try model.uninitializedTwin(dtype: model.dtype, "add")
        backend.copy(model.shape, copy.operand, operand(broadcastTo: model.shape))
        return copy
    }
}
