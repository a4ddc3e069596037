import TernCore

extension F {
    /// max(x, 0).
    ///
    /// - Source: `torch.nn.functional.relu`.
    public static func relu(_ x: Tensor) -> Tensor { x.relu() }

    /// 1 / (1 + e^-x).
    ///
    /// - Source: `torch.nn.functional.sigmoid`.
    public static func sigmoid(_ x: Tensor) -> Tensor { x.sigmoid() }

    /// The hyperbolic tangent.
    ///
    /// - Source: `torch.nn.functional.tanh`.
    public static func tanh(_ x: Tensor) -> Tensor { x.tanh() }

    /// e^x divided by its sum along `dim`: positive numbers that add up to 1.
    ///
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.nn.functional.softmax`.
    public static func softmax(_ x: Tensor, dim: Int) throws -> Tensor { try x.softmax(dim: dim) }

    /// The logarithm of `softmax`, exact where that underflows.
    ///
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.nn.functional.log_softmax`.
    public static func logSoftmax(_ x: Tensor, dim: Int) throws -> Tensor { try x.logSoftmax(dim: dim) }

    /// The softmax of -x along `dim`.
    ///
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.nn.functional.softmin`.
    public static func softmin(_ x: Tensor, dim: Int) throws -> Tensor { try x.softmin(dim: dim) }

    /// The input extended at its borders.
    ///
    /// - Parameters:
    ///   - padding: how much at each side, last dimension first: [left, right, top, bottom, …]. Negative amounts crop.
    ///   - mode: what to fill with. Default a constant.
    ///   - value: that constant; the other modes take none. Default 0.
    /// - Throws: `TensorError` in torch's words for amounts or ranks that the mode doesn't take.
    /// - Source: `torch.nn.functional.pad`.
    public static func pad(
        _ x: Tensor, _ padding: [Int], mode: PadMode = .constant, value: (any ScalarConvertible)? = nil
    ) throws -> Tensor {
        try x.pad(padding, mode: mode, value: value)
    }
}
