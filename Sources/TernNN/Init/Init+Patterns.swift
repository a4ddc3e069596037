import TernCore

// Weights that no random number makes.

extension Init {
    /// The same number everywhere.
    ///
    /// - Throws: the tensor's own error.
    /// - Source: `torch.nn.init.constant_`.
    public static func constant(_ tensor: inout Tensor, _ value: some ScalarConvertible) throws {
        try tensor.validate()
        tensor.replaceElements(with: try Tensor.full(like: tensor.detach(), value).validated())
    }

    /// Ones.
    ///
    /// - Throws: the tensor's own error.
    /// - Source: `torch.nn.init.ones_`.
    public static func ones(_ tensor: inout Tensor) throws { try constant(&tensor, 1) }

    /// Zeros.
    ///
    /// - Throws: the tensor's own error.
    /// - Source: `torch.nn.init.zeros_`.
    public static func zeros(_ tensor: inout Tensor) throws { try constant(&tensor, 0) }

    /// The identity matrix: as many inputs of a linear layer as possible pass unchanged.
    ///
    /// - Throws: `TensorError` unless there are two dimensions.
    /// - Source: `torch.nn.init.eye_`.
    public static func eye(_ tensor: inout Tensor) throws {
        try tensor.validate()
        guard tensor.ndim == 2 else {
            throw TensorError(
                .value, "eye", "Only tensors with 2 dimensions are supported", shapes: ["tensor": tensor.shape])
        }
        let (rows, columns) = (tensor.shape[0], tensor.shape[1])
        let identity = Tensor.eye(rows, columns, dtype: tensor.dtype, device: tensor.device)
        tensor.replaceElements(with: try identity.validated())
    }

    /// A kernel with a single 1 at its centre: as many channels of a convolution as possible pass unchanged.
    ///
    /// - Parameter groups: the convolution's groups; in each, channels pass. Default 1.
    /// - Throws: `TensorError` unless there are 3 to 5 dimensions and the groups divide the first.
    /// - Source: `torch.nn.init.dirac_`.
    public static func dirac(_ tensor: inout Tensor, groups: Int = 1) throws {
        try tensor.validate()
        func error(_ message: String) -> TensorError {
            TensorError(.value, "dirac", message, shapes: ["tensor": tensor.shape])
        }
        guard (3...5).contains(tensor.ndim) else {
            throw error("Only tensors with 3, 4, or 5 dimensions are supported")
        }
        let shape = tensor.shape
        guard groups > 0, shape[0] % groups == 0 else { throw error("dim 0 must be divisible by groups") }
        let result = try Tensor.zeros(shape, dtype: tensor.dtype, device: tensor.device).validated()
        if result.count > 0 {
            let window = Array(shape[2...])
            let center = zip(window, result.strides[2...]).reduce(0) { $0 + $1.0 / 2 * $1.1 }
            let outputs = shape[0] / groups
            let steps = [outputs * result.strides[0], result.strides[0] + result.strides[1]]
            let spots = result.alias(shape: [groups, min(outputs, shape[1])], strides: steps, offset: center)
            result.backend.fill(spots.shape, spots.operand, .int(1))
        }
        tensor.replaceElements(with: result)
    }
}
