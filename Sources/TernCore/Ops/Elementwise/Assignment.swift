// `x += y` and the like. As a tensor is a value, they are the plain operators with a check of the result's shape and type.

extension Tensor {
    /// Adds a tensor; the result must have this tensor's shape and kind of type.
    public static func += (a: inout Tensor, b: Tensor) throws { a = try a.inPlace(a + b, "add") }
    /// Subtracts a tensor; the result must have this tensor's shape and kind of type.
    public static func -= (a: inout Tensor, b: Tensor) throws { a = try a.inPlace(a - b, "sub") }
    /// Multiplies by a tensor; the result must have this tensor's shape and kind of type.
    public static func *= (a: inout Tensor, b: Tensor) throws { a = try a.inPlace(a * b, "mul") }
    /// Divides by a tensor; the result must have this tensor's shape and kind of type.
    public static func /= (a: inout Tensor, b: Tensor) throws { a = try a.inPlace(a / b, "div") }

    /// Adds a number.
    public static func += (a: inout Tensor, b: some ScalarConvertible) {
        a = .deferringErrors { try a.inPlace(a + b, "add") }
    }
    /// Subtracts a number.
    public static func -= (a: inout Tensor, b: some ScalarConvertible) {
        a = .deferringErrors { try a.inPlace(a - b, "sub") }
    }
    /// Multiplies by a number.
    public static func *= (a: inout Tensor, b: some ScalarConvertible) {
        a = .deferringErrors { try a.inPlace(a * b, "mul") }
    }
    /// Divides by a number.
    public static func /= (a: inout Tensor, b: some ScalarConvertible) {
        a = .deferringErrors { try a.inPlace(a / b, "div") }
    }

    /// The result of an assignment operator, which must not change a tensor's shape or kind of type.
    private func inPlace(_ result: Tensor, _ operation: String) throws -> Tensor {
        try result.validate()
        guard result.shape == shape else {
            throw TensorError(
                operation, "output with shape \(shape) doesn't match the broadcast shape \(result.shape)")
        }
        guard result.dtype.category <= dtype.category else {
            throw TensorError(
                operation,
                "result type \(result.dtype.scalarTypeName) can't be cast to the desired output type \(dtype.scalarTypeName)"
            )
        }
        return try result.to(dtype)
    }
}
