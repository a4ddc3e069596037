import TernCore

/// What all kinds of dropout share: the check of p, and when there is nothing to do.
struct DropoutRule {
    /// SELU's scale times its alpha: how far below zero its negative side ends.
    private static let negativeLimit = 1.7580993408473766

    private let p: Double
    private let training: Bool
    private let operation: String

    init(_ p: Scalar, _ training: Bool, _ operation: String) throws {
        if let error = DropoutRule.error(p, operation) { throw error }
        self.p = p.doubleValue
        self.training = training
        self.operation = operation
        // Not a number passes the check of torch's Python side, to be refused by the other.
        guard !self.p.isNaN else { throw TensorError(operation, DropoutRule.message("nan")) }
    }

    /// Torch's error for a p outside 0...1; also that of the layers.
    static func error(_ p: Scalar, _ operation: String) -> TensorError? {
        guard p.doubleValue < 0 || p.doubleValue > 1 else { return nil }
        return TensorError(.value, operation, message("\(p)"))
    }

    private static func message(_ p: String) -> String { "dropout probability has to be between 0 and 1, but got \(p)" }

    /// x times a mask of ones (with the probability handed to `mask`) and zeros, scaled.
    func apply(to x: Tensor, mask: (_ keep: Double) -> Tensor) throws -> Tensor {
        if let result = try trivialResult(x) { return result }
        return try x.mul(mask(1 - p) * scale(in: x.dtype))
    }

    /// The same with one decision for each channel of each image.
    ///
    /// - Parameter batchedRank: the rank of a batch; of any other rank the first dimension is the channels. nil: always
    ///   a batch.
    func applyToChannels(of x: Tensor, batchedRank: Int?, _ generator: Generator) throws -> Tensor {
        try x.validate()
        if let batchedRank, x.ndim != batchedRank {
            return try applyToChannels(of: x.unsqueeze(0), batchedRank: nil, generator).squeeze(0)
        }
        if let result = try trivialResult(x) { return result }
        let shape = try channelShape(x)
        return try apply(to: x) { keep in
            .bernoulli(shape, p: keep, dtype: x.dtype, device: x.device, generator: generator)
        }
    }

    /// That of one decision for each channel of each image.
    private func channelShape(_ x: Tensor) throws -> [Int] {
        guard x.ndim >= 2 else {
            throw TensorError(operation, "Feature dropout requires at least 2 dimensions in the input")
        }
        return x.shape[..<2] + Array(repeating: 1, count: x.ndim - 2)
    }

    /// - Parameter byChannel: one decision for each channel of each image, not for each element.
    func applyAlpha(to x: Tensor, byChannel: Bool = false, _ generator: Generator) throws -> Tensor {
        // Torch starts from mask - 1, which makes an integer of a bool.
        if let result = try trivialResult(x, maskType: x.dtype == .bool ? .int64 : x.dtype) { return result }
        let limit = DropoutRule.negativeLimit
        let slope = 1 / ((limit * limit * p + 1) * (1 - p)).squareRoot()
        let mask =
            byChannel
            ? Tensor.bernoulli(try channelShape(x), p: 1 - p, dtype: x.dtype, device: x.device, generator: generator)
            : Tensor.bernoulli(like: x.detach(), p: 1 - p, generator: generator)
        let shift = (mask - 1) * (limit * slope) + limit * slope * p
        return try x.mul(mask * slope).add(shift)
    }

    /// The result where nothing is drawn: x itself, or zeros for p = 1.
    private func trivialResult(_ x: Tensor, maskType: DType? = nil) throws -> Tensor? {
        try x.validate()
        if p == 0 || !training || x.count == 0 { return x }
        if p == 1 { return try x.mul(Tensor.zeros([], dtype: x.dtype, device: x.device)) }
        guard x.dtype.isFloatingPoint else {
            let name = (maskType ?? x.dtype).scalarTypeName
            throw TensorError(operation, "result type Float can't be cast to the desired output type \(name)")
        }
        return nil
    }

    /// 1 / (1 - p), divided in the type in which elements are computed.
    private func scale(in dtype: DType) -> Double {
        dtype == .float64 ? 1 / (1 - p) : Double(1 / Float(1 - p))
    }
}
