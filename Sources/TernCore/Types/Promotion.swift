/// Which type an operation on several operands computes in: torch's promotion.
///
/// Operands fall into three classes of decreasing weight: tensors with dimensions, 0-dim tensors, and plain numbers. A class
/// decides over a heavier one only with a higher kind (bool < integer < floating).
package struct Promotion {
    private var withDimensions: DType?
    private var zeroDim: DType?
    private var number: DType?

    package init() {}

    package mutating func add(_ tensor: Tensor) {
        if tensor.shape.isEmpty {
            zeroDim = Promotion.merge(zeroDim, tensor.dtype)
        } else {
            withDimensions = Promotion.merge(withDimensions, tensor.dtype)
        }
    }

    package mutating func add(_ scalar: Scalar) { number = Promotion.merge(number, scalar.defaultDType) }

    package var result: DType {
        let light = Promotion.combine(zeroDim, number)
        return Promotion.combine(withDimensions, light) ?? .float32
    }

    private static func merge(_ a: DType?, _ b: DType) -> DType { a.map { DType.promote($0, b) } ?? b }

    private static func combine(_ heavy: DType?, _ light: DType?) -> DType? {
        guard let heavy, let light else { return heavy ?? light }
        return light.category > heavy.category ? light : heavy
    }

    package static func of(_ tensors: Tensor...) -> DType {
        var promotion = Promotion()
        for tensor in tensors { promotion.add(tensor) }
        return promotion.result
    }

    package static func of(_ tensor: Tensor, _ scalar: Scalar) -> DType {
        var promotion = Promotion()
        promotion.add(tensor)
        promotion.add(scalar)
        return promotion.result
    }
}

extension DType {
    /// The type that two tensors give together: torch's `result_type`.
    public static func resultType(_ a: Tensor, _ b: Tensor) -> DType { Promotion.of(a, b) }

    /// The type that a tensor and a plain number give together.
    public static func resultType(_ a: Tensor, _ b: some ScalarConvertible) -> DType { Promotion.of(a, b.scalar) }
}
