import TernCore

/// x * min(max(x + 3, 0), 6) / 6, element by element.
///
/// - Source: `torch.nn.Hardswish`; A. Howard et al., ICCV 2019.
public final class Hardswish: Module {
    /// As in torch it has no effect, nor is it shown.
    public let inplace: Bool

    /// A hard swish.
    ///
    /// - Parameter inplace: has no effect. Default false.
    public init(inplace: Bool = false) { self.inplace = inplace }

    /// The result of `F.hardswish`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.hardswish(x).validated() }
}

/// min(max(x + 3, 0), 6) / 6, element by element.
///
/// - Source: `torch.nn.Hardsigmoid`.
public final class Hardsigmoid: Module {
    /// As in torch it has no effect, nor is it shown.
    public let inplace: Bool

    /// A hard sigmoid.
    ///
    /// - Parameter inplace: has no effect. Default false.
    public init(inplace: Bool = false) { self.inplace = inplace }

    /// The result of `F.hardsigmoid`.
    public func forward(_ x: Tensor) throws -> Tensor { try F.hardsigmoid(x).validated() }
}
