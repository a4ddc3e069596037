import Tern

extension LayerTable {
    static let maxPools: [String: LayerMaker] = [
        "MaxPool1d": maxPool { MaxPool1d(kernelSize: $0, stride: $1, padding: $2, dilation: $3, ceilMode: $4) },
        "MaxPool2d": maxPool { MaxPool2d(kernelSize: $0, stride: $1, padding: $2, dilation: $3, ceilMode: $4) },
        "MaxPool3d": maxPool { MaxPool3d(kernelSize: $0, stride: $1, padding: $2, dilation: $3, ceilMode: $4) },
        "AdaptiveMaxPool1d": LayerMaker {
            AdaptiveMaxPool1d(outputSize: $0.adaptiveSize)
        } call: { layer, inputs, named in
            try pooled(inputs, named, layer.forward, layer.forwardWithIndices)
        },
        "AdaptiveMaxPool2d": LayerMaker {
            AdaptiveMaxPool2d(outputSize: $0.adaptiveSize)
        } call: { layer, inputs, named in
            try pooled(inputs, named, layer.forward, layer.forwardWithIndices)
        },
        "AdaptiveMaxPool3d": LayerMaker {
            AdaptiveMaxPool3d(outputSize: $0.adaptiveSize)
        } call: { layer, inputs, named in
            try pooled(inputs, named, layer.forward, layer.forwardWithIndices)
        },
        "FractionalMaxPool2d": LayerMaker { arguments -> FractionalMaxPool2d in
            FractionalMaxPool2d(
                kernelSize: arguments.size("kernel_size"), outputSize: arguments.optionalSize("output_size"),
                outputRatio: arguments.factor("output_ratio"), randomSamples: arguments.tensor("_random_samples"))
        } call: { layer, inputs, named in
            try pooled(inputs, named, layer.forward, layer.forwardWithIndices)
        },
        "MaxUnpool1d": unpool { MaxUnpool1d(kernelSize: $0, stride: $1, padding: $2) },
        "MaxUnpool2d": unpool { MaxUnpool2d(kernelSize: $0, stride: $1, padding: $2) },
        "MaxUnpool3d": unpool { MaxUnpool3d(kernelSize: $0, stride: $1, padding: $2) },
        "LPPool1d": powerPool { LPPool1d($0, kernelSize: $1, stride: $2, ceilMode: $3) },
        "LPPool2d": powerPool { LPPool2d($0, kernelSize: $1, stride: $2, ceilMode: $3) },
        "LPPool3d": powerPool { LPPool3d($0, kernelSize: $1, stride: $2, ceilMode: $3) },
    ]

    private static func maxPool(
        _ make: @escaping @Sendable (Size, Size?, Size, Size, Bool) -> MaxPoolNd
    ) -> LayerMaker {
        LayerMaker { arguments -> MaxPoolNd in
            make(
                arguments.size("kernel_size"), arguments.optionalSize("stride"), arguments.size("padding"),
                arguments.size("dilation", 1), arguments.flag("ceil_mode"))
        } call: { layer, inputs, named in
            try pooled(inputs, named, layer.forward, layer.forwardWithIndices)
        }
    }

    private static func pooled(
        _ inputs: LayerInputs, _ named: LayerArguments, _ forward: (Tensor) throws -> Tensor,
        _ withIndices: (Tensor) throws -> (output: Tensor, indices: Tensor)
    ) throws -> [Tensor] {
        guard named.flag("return_indices") else { return [try forward(inputs[0])] }
        let (y, indices) = try withIndices(inputs[0])
        return [y, indices]
    }

    private static func unpool(_ make: @escaping @Sendable (Size, Size?, Size) -> MaxUnpoolNd) -> LayerMaker {
        LayerMaker { arguments -> MaxUnpoolNd in
            make(arguments.size("kernel_size"), arguments.optionalSize("stride"), arguments.size("padding"))
        } call: { layer, inputs, named in
            let size = named.has("output_size") ? named.ints("output_size") : nil
            return [try layer(inputs[0], inputs[1], outputSize: size)]
        }
    }

    private static func powerPool(_ make: @escaping @Sendable (Scalar, Size, Size?, Bool) -> LPPoolNd) -> LayerMaker {
        LayerMaker {
            make(
                $0.scalar("norm_type", .int(2)), $0.size("kernel_size"), $0.optionalSize("stride"), $0.flag("ceil_mode")
            )
        }
    }
}
