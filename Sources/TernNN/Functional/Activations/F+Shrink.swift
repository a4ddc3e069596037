import TernCore

extension Tensor {
    /// self outside -lambda ... lambda, 0 inside; NaN stays.
    ///
    /// - Parameter lambda: where it begins. Default 0.5.
    /// - Source: `torch.hardshrink`.
    public func hardshrink(_ lambda: some ScalarConvertible = 0.5) -> Tensor {
        let bound = lambda.scalar.doubleValue
        func isInside(_ x: Tensor) throws -> Tensor { try (x .>= -bound).logicalAnd(x .<= bound) }
        return Tensor.deferringErrors {
            try ActivationRule(
                kernel: "hardshrink_cpu", nodeName: "HardshrinkBackward0",
                value: { try $0.zeroed(where: isInside($0)) },
                gradient: { dy, x in try dy.zeroed(where: isInside(x)) }
            )(self)
        }
    }
}

extension F {
    /// x outside -lambda ... lambda, 0 inside; NaN stays.
    ///
    /// - Parameter lambda: where it begins. Default 0.5.
    /// - Source: `torch.nn.functional.hardshrink`.
    public static func hardshrink(_ x: Tensor, _ lambda: some ScalarConvertible = 0.5) -> Tensor {
        x.hardshrink(lambda)
    }

    /// x moved towards 0 by lambda: x - lambda above it, x + lambda below -lambda, 0 between; NaN stays.
    ///
    /// - Parameter lambda: the distance. Default 0.5.
    /// - Throws: `TensorError` for a negative lambda, or for integers and bool.
    /// - Source: `torch.nn.functional.softshrink`.
    public static func softshrink(_ x: Tensor, _ lambda: some ScalarConvertible = 0.5) throws -> Tensor {
        try x.validate()
        guard x.dtype.isFloatingPoint else { throw x.unsupported("softshrink_check") }
        let bound = lambda.scalar.doubleValue
        guard bound >= 0, bound <= x.dtype.largestFinite else {
            throw TensorError(
                "softshrink",
                "lambda must be in range [0, \(x.dtype.largestFiniteText)] for input dtype \(x.dtype.scalarTypeName), but found \(streamed(bound))"
            )
        }
        return try ActivationRule(
            kernel: "softshrink_cpu", nodeName: "SoftshrinkBackward0",
            // What is left of x without its part inside; NaN - NaN is NaN.
            value: { try $0.sub($0.clamp(min: -bound, max: bound)) },
            gradient: { dy, x in try dy.zeroed(where: (x .>= -bound).logicalAnd(x .<= bound)) }
        )(x)
    }

    /// x - tanh(x).
    ///
    /// - Throws: `TensorError` for bool.
    /// - Source: `torch.nn.functional.tanhshrink`.
    public static func tanhshrink(_ x: Tensor) throws -> Tensor { try x.sub(x.tanh()) }
}

extension DType {
    fileprivate var largestFinite: Double {
        switch self {
        case .float64: Double.greatestFiniteMagnitude
        case .float16: 65504
        case .bfloat16: 0x1.fep127
        default: Double(Float.greatestFiniteMagnitude)
        }
    }

    /// The same with six digits, as C++ prints it.
    fileprivate var largestFiniteText: String {
        switch self {
        case .float64: "1.79769e+308"
        case .float16: "65504"
        case .bfloat16: "3.38953e+38"
        default: "3.40282e+38"
        }
    }
}
