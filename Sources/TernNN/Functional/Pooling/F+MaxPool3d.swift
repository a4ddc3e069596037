import TernCore

extension F {
    /// 3-d max pooling: the largest value of each window. NaN wins over every number.
    ///
    /// Shapes: x [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W']. Parameters and errors as `maxPool2d`.
    ///
    /// - Source: `torch.nn.functional.max_pool3d`.
    public static func maxPool3d(
        _ x: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        dilation: any SizeArgument = 1, ceilMode: Bool = false
    ) throws -> Tensor {
        try maxPool3dWithIndices(
            x, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode
        ).output
    }

    /// Max pooling that also tells where each maximum was found: `(d * H + h) * W + w` in its volume, the first of equals. (-1 for a
    /// dilated window that meets no element at all.)
    ///
    /// Parameters, shapes and errors as `maxPool3d`.
    ///
    /// - Source: `torch.nn.functional.max_pool3d_with_indices`.
    public static func maxPool3dWithIndices(
        _ x: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        dilation: any SizeArgument = 1, ceilMode: Bool = false
    ) throws -> (output: Tensor, indices: Tensor) {
        try x.validate()
        let arguments = try PoolArguments(
            .max, dimensions: 3, kernelSize: kernelSize.size, stride: stride?.size, padding: padding.size,
            dilation: dilation.size, ceilMode: ceilMode)
        let output = try arguments.outputSize(x)
        guard x.dtype != .bool else { throw x.unsupported("max_pool3d") }
        return try MaxPooling(
            rules: arguments.rules(x, output), name: arguments.name, nodeName: "MaxPool3DWithIndicesBackward0")(x)
    }
}
