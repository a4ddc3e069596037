import Tern

extension Operations {
    static let maxPooling: [String: Operation] = [
        "max_pool1d": windows(F.maxPool1d, F.maxPool1dWithIndices),
        "max_pool2d": windows(F.maxPool2d, F.maxPool2dWithIndices),
        "max_pool3d": windows(F.maxPool3d, F.maxPool3dWithIndices),
        "adaptive_max_pool1d": { call in
            let size = try call.size("output_size")
            guard call.flag("return_indices") else { return [try F.adaptiveMaxPool1d(call.input, outputSize: size)] }
            return list(try F.adaptiveMaxPool1dWithIndices(call.input, outputSize: size))
        },
        "adaptive_max_pool2d": { call in
            let size = try call.adaptiveSize()
            guard call.flag("return_indices") else { return [try F.adaptiveMaxPool2d(call.input, outputSize: size)] }
            return list(try F.adaptiveMaxPool2dWithIndices(call.input, outputSize: size))
        },
        "adaptive_max_pool3d": { call in
            let size = try call.adaptiveSize()
            guard call.flag("return_indices") else { return [try F.adaptiveMaxPool3d(call.input, outputSize: size)] }
            return list(try F.adaptiveMaxPool3dWithIndices(call.input, outputSize: size))
        },
    ]

    static let fractionalPooling: [String: Operation] = [
        "fractional_max_pool2d": { call in
            let ratio = call.argument("output_ratio").map { json in
                json.array.map { ScaleFactor.each($0.compactMap(Call.double)) } ?? .all(json.double ?? 0)
            }
            let result = try F.fractionalMaxPool2dWithIndices(
                call.input, kernelSize: call.size("kernel_size"), outputSize: call.optionalSize("output_size"),
                outputRatio: ratio, randomSamples: call.optionalTensor("_random_samples"))
            return call.flag("return_indices") ? list(result) : [result.output]
        }
    ]

    static let unpooling: [String: Operation] = [
        "max_unpool1d": unpool(F.maxUnpool1d), "max_unpool2d": unpool(F.maxUnpool2d),
        "max_unpool3d": unpool(F.maxUnpool3d),
        "lp_pool1d": powers { try F.lpPool1d($0, normType: $1, kernelSize: $2, stride: $3, ceilMode: $4) },
        "lp_pool2d": powers { try F.lpPool2d($0, normType: $1, kernelSize: $2, stride: $3, ceilMode: $4) },
        "lp_pool3d": powers { try F.lpPool3d($0, normType: $1, kernelSize: $2, stride: $3, ceilMode: $4) },
    ]

    private typealias Pooling<Result> =
        @Sendable (
            Tensor, any SizeArgument, (any SizeArgument)?, any SizeArgument, any SizeArgument, Bool
        ) throws -> Result

    private static func windows(
        _ pool: @escaping Pooling<Tensor>, _ withIndices: @escaping Pooling<(output: Tensor, indices: Tensor)>
    ) -> Operation {
        { call in
            let (size, stride) = (try call.size("kernel_size"), call.optionalSize("stride"))
            let (padding, dilation) = (
                call.optionalSize("padding") ?? .all(0), call.optionalSize("dilation") ?? .all(1)
            )
            let ceilMode = call.flag("ceil_mode")
            guard call.flag("return_indices") else {
                return [try pool(call.input, size, stride, padding, dilation, ceilMode)]
            }
            return list(try withIndices(call.input, size, stride, padding, dilation, ceilMode))
        }
    }

    private static func unpool(
        _ function:
            @escaping @Sendable (
                Tensor, Tensor, any SizeArgument, (any SizeArgument)?, any SizeArgument, [Int]?
            ) throws -> Tensor
    ) -> Operation {
        { call in
            [
                try function(
                    call.input, call.tensor("indices"), call.size("kernel_size"), call.optionalSize("stride"),
                    call.optionalSize("padding") ?? .all(0), call.argument("output_size")?.ints)
            ]
        }
    }

    private static func powers(
        _ function: @escaping @Sendable (Tensor, Scalar, Size, Size?, Bool) throws -> Tensor
    ) -> Operation {
        { call in
            [
                try function(
                    call.input, call.scalar("norm_type"), call.size("kernel_size"), call.optionalSize("stride"),
                    call.flag("ceil_mode"))
            ]
        }
    }

    private static func list(_ result: (output: Tensor, indices: Tensor)) -> [Tensor] {
        [result.output, result.indices]
    }
}
