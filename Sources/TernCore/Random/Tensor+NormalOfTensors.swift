extension Tensor {
    /// Normal numbers, each with a mean and standard deviation of its own, over the shape that both broadcast to.
    ///
    /// - Parameters:
    ///   - mean: the means; their type is the result's.
    ///   - std: the standard deviations.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` when the shapes don't broadcast, a deviation is negative, or `mean` isn't floating.
    /// - Source: `torch.normal`.
    public static func normal(mean: Tensor, std: Tensor, generator: Generator = .default) throws -> Tensor {
        try std.requireDeviations()
        try mean.validate()
        let shape = try Shape.broadcast(mean.shape, std.shape, "normal")
        let z = try drawn(.normal(0, 1, "normal"), shape, dtype: mean.dtype, on: mean.backend, generator)
        let result = try z.mul(std.detach()).to(mean.dtype).add(mean.detach()).to(mean.dtype)
        return result.recordedDraw("NormalBackward3", [mean, std])
    }

    /// Normal numbers with the means given and one standard deviation.
    ///
    /// - Source: `torch.normal`.
    public static func normal(mean: Tensor, std: Double = 1, generator: Generator = .default) throws -> Tensor {
        try mean.validate()
        let z = try drawn(.normal(0, std, "normal"), mean.shape, dtype: mean.dtype, on: mean.backend, generator)
        return try z.add(mean.detach()).recordedDraw("NormalBackward1", [mean])
    }

    /// Normal numbers with one mean and the standard deviations given.
    ///
    /// - Source: `torch.normal`.
    public static func normal(mean: Double, std: Tensor, generator: Generator = .default) throws -> Tensor {
        try std.requireDeviations()
        let z = try drawn(.normal(0, 1, "normal"), std.shape, dtype: std.dtype, on: std.backend, generator)
        return try (z.mul(std.detach()) + mean).recordedDraw("NormalBackward2", [std])
    }

    private func requireDeviations() throws {
        try validate()
        let isValid = try (detach() .>= 0).all().item(as: Bool.self)
        guard isValid else { throw TensorError("normal", "normal expects all elements of std >= 0.0") }
    }

    /// This draw as torch records it: it does not follow the parameters continuously, so that their gradient is 0.
    func recordedDraw(_ name: String, _ parameters: [Tensor]) -> Tensor {
        recorded(name, parameters, saves: false) { _, _ in
            parameters.map { $0.requiresGrad ? Tensor.zeros(like: $0.detach()) : nil }
        }
    }
}
