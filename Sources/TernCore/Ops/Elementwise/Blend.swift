// Functions of three tensors: interpolation, and a sum with a scaled product or quotient.

extension Tensor {
    /// self + weight * (end - self): self at weight 0, end at weight 1.
    ///
    /// - Parameters:
    ///   - end: a tensor of the same type that broadcasts with this one.
    ///   - weight: where between them.
    /// - Throws: `TensorError` when the shapes don't broadcast, for different types and for integers.
    /// - Source: `torch.lerp`.
    public func lerp(_ end: Tensor, _ weight: some ScalarConvertible) throws -> Tensor {
        try requireInterpolation(with: [("end", end)], "lerp_kernel_scalar")
        let number = Tensor.full([], weight, dtype: wideType, device: device)
        return try interpolated(end, number, "LerpBackward0")
    }

    /// self + weight * (end - self), with a weight for each element.
    ///
    /// - Parameters:
    ///   - end: a tensor of the same type that broadcasts with this one.
    ///   - weight: where between them; of the same type too.
    /// - Throws: `TensorError` when the shapes don't broadcast, for different types and for integers.
    /// - Source: `torch.lerp`.
    public func lerp(_ end: Tensor, _ weight: Tensor) throws -> Tensor {
        try requireInterpolation(with: [("end", end), ("weight", weight)], "lerp_kernel_tensor")
        return try interpolated(end, weight, "LerpBackward1")
    }

    private func requireInterpolation(with others: [(name: String, tensor: Tensor)], _ kernel: String) throws {
        try validate()
        for (name, tensor) in others {
            try requireValid(with: tensor, "lerp")
            guard tensor.dtype == dtype else {
                throw TensorError(
                    "lerp", "expected dtype \(dtype.cTypeName) for `\(name)` but got dtype \(tensor.dtype.cTypeName)")
            }
        }
        guard dtype.isFloatingPoint else { throw unsupported(kernel) }
        _ = try broadcastShape(with: others.map(\.tensor), "lerp")
    }

    /// The shape of all, taken in order, so that a refusal names them as torch does.
    private func broadcastShape(with others: [Tensor], _ operation: String) throws -> [Int] {
        try others.reduce(shape) { try Shape.broadcast($0, $1.shape, operation) }
    }

    private func interpolated(_ end: Tensor, _ weight: Tensor, _ nodeName: String) throws -> Tensor {
        let y = try noGrad {
            let (a, b, w) = (try to(wideType), try end.to(wideType), try weight.to(wideType))
            let span = try b.sub(a)
            // From the nearer end, so that both ends are met exactly.
            let isNearStart = w.abs() .< 0.5
            let fromStart = try a.add(w.mul(span))
            return try Tensor.where(isNearStart, fromStart, b.sub(span.mul(1 - w))).to(dtype)
        }
        let shapes = [self, end, weight].map { $0.requiresGrad ? $0.shape : nil }
        let ends = weight.requiresGrad ? (self, end) : nil
        // A weight that is a number is no tensor for torch, which then saves none.
        return y.recorded(nodeName, [self, end, weight], saves: nodeName != "LerpBackward0") { dy, _ in
            let w = try weight.to(dy.dtype)
            return [
                try shapes[0].map { try dy.mul(1 - w).summed(to: $0) },
                try shapes[1].map { try dy.mul(w).summed(to: $0) },
                try ends.map { try dy.mul($0.1.sub($0.0)).summed(to: weight.shape) },
            ]
        }
    }

    /// self + value * tensor1 * tensor2.
    ///
    /// - Parameters:
    ///   - tensor1: first factor.
    ///   - tensor2: second factor.
    ///   - value: a number to scale with; cut to an integer between integers. Default 1.
    /// - Throws: `TensorError` when the shapes don't broadcast, or for bool.
    /// - Source: `torch.addcmul`.
    public func addcmul(_ tensor1: Tensor, _ tensor2: Tensor, value: some ScalarConvertible = 1) throws -> Tensor {
        let (a, b, c, factor) = try sumOperands(tensor1, tensor2, value.scalar, "addcmul")
        guard a.dtype != .bool else { throw a.unsupported("addcmul_cpu_out") }
        let y = try noGrad { try a.add(b.mul(c) * factor) }
        let (needs, shapes) = ([a, b, c].map(\.requiresGrad), [a, b, c].map(\.shape))
        let (keptB, keptC) = (c.requiresGrad ? b : nil, b.requiresGrad ? c : nil)
        return y.recorded("AddcmulBackward0", [a, b, c], saves: keptB != nil || keptC != nil) { dy, _ in
            [
                needs[0] ? try dy.summed(to: shapes[0]) : nil,
                try keptC.map { try (dy.mul($0) * factor).summed(to: shapes[1]) },
                try keptB.map { try (dy.mul($0) * factor).summed(to: shapes[2]) },
            ]
        }
    }

    /// self + value * tensor1 / tensor2.
    ///
    /// - Parameters:
    ///   - tensor1: dividend.
    ///   - tensor2: divisor.
    ///   - value: a number to scale with. Default 1.
    /// - Throws: `TensorError` when the shapes don't broadcast, or for an integer divided by an integer.
    /// - Source: `torch.addcdiv`.
    public func addcdiv(_ tensor1: Tensor, _ tensor2: Tensor, value: some ScalarConvertible = 1) throws -> Tensor {
        guard tensor1.dtype.isFloatingPoint || tensor2.dtype.isFloatingPoint else {
            try tensor1.validate()
            throw TensorError(
                "addcdiv",
                "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all dtypes."
            )
        }
        let (a, b, c, factor) = try sumOperands(tensor1, tensor2, value.scalar, "addcdiv")
        let y = try noGrad { try a.add((b * factor).div(c)) }
        let (needs, shapes) = ([a, b, c].map(\.requiresGrad), [a, b, c].map(\.shape))
        let (keptB, keptC) = (needs[2] ? b : nil, needs[1] || needs[2] ? c : nil)
        return y.recorded("AddcdivBackward0", [a, b, c], saves: keptC != nil) { dy, _ in
            let ofDividend = needs[1] ? keptC : nil
            let ofDivisor = try keptB.flatMap { b in try keptC.map { c in try b.mul(factor).div(c.mul(c)) } }
            return [
                needs[0] ? try dy.summed(to: shapes[0]) : nil,
                try ofDividend.map { try dy.mul(factor).div($0).summed(to: shapes[1]) },
                try ofDivisor.map { try (-dy.mul($0)).summed(to: shapes[2]) },
            ]
        }
    }

    /// All three in one type, and the factor in it.
    private func sumOperands(
        _ tensor1: Tensor, _ tensor2: Tensor, _ value: Scalar, _ operation: String
    ) throws -> (Tensor, Tensor, Tensor, Scalar) {
        let type = Promotion.of(self, tensor1, tensor2)
        let (a, b) = try Tensor.unified(self, tensor1, in: type, operation)
        let (_, c) = try Tensor.unified(a, tensor2, in: type, operation)
        _ = try broadcastShape(with: [b, c], operation)
        return (a, b, c, type.isFloatingPoint ? value : .int(value.int64Value))
    }
}
