import TernCore

extension F {
    /// Sets each element to 0 with probability `p` and scales the others by 1 / (1 - p), so that their mean stays.
    ///
    /// Outside training, and for p = 0, the result is x itself.
    ///
    /// - Parameters:
    ///   - p: the probability of a 0. Default 0.5.
    ///   - training: whether to do anything. Default true.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` unless 0 <= p <= 1, or for a type that isn't floating.
    /// - Source: `torch.nn.functional.dropout`.
    public static func dropout(
        _ x: Tensor, p: some ScalarConvertible = 0.5, training: Bool = true, generator: Generator = .default
    ) throws -> Tensor {
        try DropoutRule(p.scalar, training, "dropout").apply(to: x) { keep in
            .bernoulli(like: x.detach(), p: keep, generator: generator)
        }
    }

    /// Sets whole channels to 0 with probability `p` and scales the others by 1 / (1 - p).
    ///
    /// Shapes: [N, C, L] or [C, L], any other rank is refused.
    ///
    /// - Throws: `TensorError` unless 0 <= p <= 1, or for another rank.
    /// - Source: `torch.nn.functional.dropout1d`.
    public static func dropout1d(
        _ x: Tensor, p: some ScalarConvertible = 0.5, training: Bool = true, generator: Generator = .default
    ) throws -> Tensor {
        let rule = try DropoutRule(p.scalar, training, "dropout1d")
        try x.validate()
        guard x.ndim == 2 || x.ndim == 3 else {
            throw TensorError(
                "dropout1d",
                "dropout1d: Expected 2D or 3D input, but received a \(x.ndim)D input. "
                    + "Note that dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, "
                    + "a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).")
        }
        return try rule.applyToChannels(of: x, batchedRank: 3, generator)
    }

    /// Sets whole channels to 0 with probability `p` and scales the others by 1 / (1 - p).
    ///
    /// Shapes: [N, C, H, W]. As in torch the first two dimensions of any other rank count as N and C.
    ///
    /// - Throws: `TensorError` unless 0 <= p <= 1, or for fewer than two dimensions.
    /// - Source: `torch.nn.functional.dropout2d`.
    public static func dropout2d(
        _ x: Tensor, p: some ScalarConvertible = 0.5, training: Bool = true, generator: Generator = .default
    ) throws -> Tensor {
        try DropoutRule(p.scalar, training, "dropout2d").applyToChannels(of: x, batchedRank: nil, generator)
    }

    /// Sets whole channels to 0 with probability `p` and scales the others by 1 / (1 - p).
    ///
    /// Shapes: [N, C, D, H, W]; of any other rank the first dimension is the channels.
    ///
    /// - Throws: `TensorError` unless 0 <= p <= 1.
    /// - Source: `torch.nn.functional.dropout3d`.
    public static func dropout3d(
        _ x: Tensor, p: some ScalarConvertible = 0.5, training: Bool = true, generator: Generator = .default
    ) throws -> Tensor {
        try DropoutRule(p.scalar, training, "dropout3d").applyToChannels(of: x, batchedRank: 5, generator)
    }

    /// Sets elements to SELU's negative limit with probability `p`, then scales and shifts all so that mean and
    /// variance stay.
    ///
    /// - Parameter training: whether to do anything. Default false, as in torch.
    /// - Throws: `TensorError` unless 0 <= p <= 1, or for a type that isn't floating.
    /// - Source: `torch.nn.functional.alpha_dropout`.
    public static func alphaDropout(
        _ x: Tensor, p: some ScalarConvertible = 0.5, training: Bool = false, generator: Generator = .default
    ) throws -> Tensor {
        let rule = try DropoutRule(p.scalar, training, "alpha_dropout")
        return try rule.applyAlpha(to: x, generator)
    }

    /// `alphaDropout` of whole channels.
    ///
    /// Shapes: [N, C, …].
    ///
    /// - Parameter training: whether to do anything. Default false, as in torch.
    /// - Throws: `TensorError` unless 0 <= p <= 1, for fewer than two dimensions, or a type that isn't floating.
    /// - Source: `torch.nn.functional.feature_alpha_dropout`.
    public static func featureAlphaDropout(
        _ x: Tensor, p: some ScalarConvertible = 0.5, training: Bool = false, generator: Generator = .default
    ) throws -> Tensor {
        let rule = try DropoutRule(p.scalar, training, "feature_alpha_dropout")
        return try rule.applyAlpha(to: x, byChannel: true, generator)
    }
}
