import TernCore

/// How GELU's normal distribution is computed.
///
/// A name that torch does not know can be given; it is refused with torch's words.
public struct GELUApproximation: RawRepresentable, ExpressibleByStringLiteral, Sendable, Hashable {
    /// Torch's name.
    public let rawValue: String

    /// The approximation of that name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The approximation of that name.
    public init(stringLiteral value: String) { rawValue = value }

    /// Exactly, with the error function. The default.
    public static let none: GELUApproximation = "none"
    /// By a hyperbolic tangent.
    public static let tanh: GELUApproximation = "tanh"
}

extension F {
    /// x * P(X <= x) for a standard normal X.
    ///
    /// - Parameter approximate: `.none` (x / 2 * (1 + erf(x / sqrt 2)), the default) or
    ///   `.tanh` (x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))).
    /// - Throws: `TensorError` for another name, or for integers and bool.
    /// - Source: `torch.nn.functional.gelu`; D. Hendrycks, K. Gimpel (2016).
    public static func gelu(_ x: Tensor, approximate: GELUApproximation = .none) throws -> Tensor {
        try x.validate()
        switch approximate {
        case .none: return try exactGELU(x)
        case .tanh: return try tanhGELU(x)
        default: throw TensorError("gelu", "approximate argument must be either none or tanh.")
        }
    }

    private static let exactGELU = geluRule { x in
        ((x * 0.5.squareRoot()).erf() + 1) * 0.5
    } density: { x, _ in
        (x.square() * -0.5).exp() * (0.5 * twoOverRootPi * 0.5.squareRoot())
    }

    private static let tanhGELU = geluRule { x in
        try ((x.add(x.pow(3) * cubicTerm) * innerScale).tanh() + 1) * 0.5
    } density: { x, share in
        // The slope of (1 + tanh(u)) / 2 is 2 p (1 - p) u'.
        try share.mul(1 - share).mul(x.square() * (3 * cubicTerm) + 1) * (2 * innerScale)
    }

    private static let twoOverRootPi = 1.128_379_167_095_512_573_9
    private static let innerScale = 2.0.squareRoot() * twoOverRootPi * 0.5
    private static let cubicTerm = 0.044715

    /// x times a share between 0 and 1 that depends on x and has that density.
    private static func geluRule(
        share: @escaping @Sendable (Tensor) throws -> Tensor,
        density: @escaping @Sendable (_ x: Tensor, _ share: Tensor) throws -> Tensor
    ) -> @Sendable (Tensor) throws -> Tensor {
        { x in
            try ActivationRule(
                kernel: "GeluKernelImpl", nodeName: "GeluBackward0", value: { try $0.mul(share($0)) },
                gradient: { dy, x in
                    let part = try share(x)
                    return try dy.mul(part.add(x.mul(density(x, part))))
                }
            )(x)
        }
    }
}
