import TernCore

extension F {
    /// Local response normalisation: each value is divided by the activity of the channels around it.
    ///
    /// y[c] = x[c] / (k + alpha * mean of x[c']^2 over the `size` channels around c)^beta, where channels that don't exist count
    /// as 0.
    ///
    /// Shapes: x [N, C, L], [N, C, H, W], … -> as x.
    ///
    /// - Parameters:
    ///   - size: how many channels.
    ///   - alpha: the weight of the mean. Default 1e-4.
    ///   - beta: the exponent. Default 0.75.
    ///   - k: what is added to it. Default 1.
    /// - Throws: `TensorError` in torch's words for fewer than three dimensions or a size that isn't positive.
    /// - Source: `torch.nn.functional.local_response_norm`; Krizhevsky, Sutskever and Hinton 2012.
    public static func localResponseNorm(
        _ x: Tensor, size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1
    ) throws -> Tensor {
        try x.validate()
        guard x.ndim >= 3 else {
            throw TensorError(
                .value, "local_response_norm",
                "Expected 3D or higher dimensionality                          input (got \(x.ndim) dimensions)")
        }
        if x.count == 0 { return x }
        _ = try size.asCInt("local_response_norm")
        guard size > 0 else {
            throw TensorError(
                "local_response_norm", "kernel size should be greater than zero, but got kH: \(size) kW: 1",
                shapes: ["input": x.shape])
        }
        // Channels as the height of an image that holds everything behind them. Beyond the first and last there are only zeros,
        // so that no window needs to reach further.
        let channels = x.shape[1]
        let (before, after) = (Swift.min(size / 2, channels), Swift.min((size - 1) / 2, channels))
        let window = before + after + 1
        let image = try x.square().reshape([x.shape[0], 1, channels, Shape.count(Array(x.shape[2...]))])
        var mean = try avgPool2d(
            image.pad([0, 0, before, after], mode: .constant, value: 0), kernelSize: [window, 1], stride: 1)
        if window != size { mean = mean * (Double(window) / Double(size)) }
        return try x.div(mean.reshape(x.shape).mul(alpha).add(k).pow(beta))
    }
}
