import Tern

/// How a layer is made from torch's arguments, and how it is called.
package struct LayerMaker: Sendable {
    package var make: @Sendable (LayerArguments) throws -> any Module
    /// Calls a layer with tensors by position and arguments by name.
    package var call:
        @Sendable (_ module: any Module, _ inputs: LayerInputs, _ named: LayerArguments) throws -> [Tensor]

    /// A layer of one input.
    init(_ make: @escaping @Sendable (LayerArguments) throws -> any Module) {
        self.make = make
        call = { module, inputs, _ in [try module(inputs[0])] }
    }

    /// A layer that is called in its own way.
    init<Layer: Module & SendableMetatype>(
        _ make: @escaping @Sendable (LayerArguments) throws -> Layer,
        call: @escaping @Sendable (Layer, LayerInputs, LayerArguments) throws -> [Tensor]
    ) {
        self.make = make
        self.call = { module, inputs, named in
            guard let layer = module as? Layer else { return [] }
            return try call(layer, inputs, named)
        }
    }
}

/// The Swift twin of every layer that the fixtures make, by torch's name.
package enum LayerTable {
    package static let all: [String: LayerMaker] = tables.reduce(into: [:]) { merged, table in
        merged.merge(table) { first, _ in first }
    }

    private static let tables = [
        activations, moreActivations, paddings, rearranging, lookups, resampling, recurrent, attention, convolutions,
        pools, maxPools, normalizations, instanceNorms, transformers, embeddingBags, products, losses, marginLosses,
        ownLosses,
    ]

    static let activations: [String: LayerMaker] = [
        "ReLU": LayerMaker { ReLU(inplace: $0.flag("inplace")) },
        "ReLU6": LayerMaker { ReLU6(inplace: $0.flag("inplace")) },
        "Sigmoid": LayerMaker { _ in Sigmoid() },
        "Tanh": LayerMaker { _ in Tanh() },
        "Hardtanh": LayerMaker {
            Hardtanh($0.scalar("min_val", .double(-1)), $0.scalar("max_val", .double(1)), inplace: $0.flag("inplace"))
        },
        "LeakyReLU": LayerMaker {
            LeakyReLU($0.scalar("negative_slope", .double(0.01)), inplace: $0.flag("inplace"))
        },
        "PReLU": LayerMaker { PReLU($0.int("num_parameters", 1), initial: $0.double("init", 0.25)) },
        "RReLU": LayerMaker {
            RReLU($0.double("lower", 1.0 / 8), $0.double("upper", 1.0 / 3), inplace: $0.flag("inplace"))
        },
        "ELU": LayerMaker { ELU($0.scalar("alpha", .double(1)), inplace: $0.flag("inplace")) },
        "CELU": LayerMaker { CELU($0.scalar("alpha", .double(1)), inplace: $0.flag("inplace")) },
        "SELU": LayerMaker { SELU(inplace: $0.flag("inplace")) },
        "GELU": LayerMaker { GELU(approximate: GELUApproximation(rawValue: $0.string("approximate", "none"))) },
        "SiLU": LayerMaker { SiLU(inplace: $0.flag("inplace")) },
        "Mish": LayerMaker { Mish(inplace: $0.flag("inplace")) },
    ]

    static let moreActivations: [String: LayerMaker] = [
        "Hardswish": LayerMaker { Hardswish(inplace: $0.flag("inplace")) },
        "Hardsigmoid": LayerMaker { Hardsigmoid(inplace: $0.flag("inplace")) },
        "Hardshrink": LayerMaker { Hardshrink($0.scalar("lambd", .double(0.5))) },
        "Softshrink": LayerMaker { Softshrink($0.scalar("lambd", .double(0.5))) },
        "Tanhshrink": LayerMaker { _ in Tanhshrink() },
        "Threshold": LayerMaker {
            Threshold($0.scalar("threshold", .int(0)), $0.scalar("value", .int(0)), inplace: $0.flag("inplace"))
        },
        "Softplus": LayerMaker { Softplus($0.scalar("beta", .double(1)), $0.scalar("threshold", .double(20))) },
        "Softsign": LayerMaker { _ in Softsign() },
        "LogSigmoid": LayerMaker { _ in LogSigmoid() },
        "GLU": LayerMaker { GLU($0.int("dim", -1)) },
        "Softmin": LayerMaker { Softmin(dim: $0.optionalInt("dim")) },
        "Softmax": LayerMaker { Softmax(dim: $0.optionalInt("dim")) },
        "LogSoftmax": LayerMaker { LogSoftmax(dim: $0.optionalInt("dim")) },
        "Softmax2d": LayerMaker { _ in Softmax2d() },
    ]

    static let paddings: [String: LayerMaker] = [
        "ZeroPad1d": LayerMaker { ZeroPad1d($0.size("padding")) },
        "ZeroPad2d": LayerMaker { ZeroPad2d($0.size("padding")) },
        "ZeroPad3d": LayerMaker { ZeroPad3d($0.size("padding")) },
        "ConstantPad1d": LayerMaker { ConstantPad1d($0.size("padding"), $0.scalar("value", .int(0))) },
        "ConstantPad2d": LayerMaker { ConstantPad2d($0.size("padding"), $0.scalar("value", .int(0))) },
        "ConstantPad3d": LayerMaker { ConstantPad3d($0.size("padding"), $0.scalar("value", .int(0))) },
        "ReflectionPad1d": LayerMaker { ReflectionPad1d($0.size("padding")) },
        "ReflectionPad2d": LayerMaker { ReflectionPad2d($0.size("padding")) },
        "ReflectionPad3d": LayerMaker { ReflectionPad3d($0.size("padding")) },
        "ReplicationPad1d": LayerMaker { ReplicationPad1d($0.size("padding")) },
        "ReplicationPad2d": LayerMaker { ReplicationPad2d($0.size("padding")) },
        "ReplicationPad3d": LayerMaker { ReplicationPad3d($0.size("padding")) },
        "CircularPad1d": LayerMaker { CircularPad1d($0.size("padding")) },
        "CircularPad2d": LayerMaker { CircularPad2d($0.size("padding")) },
        "CircularPad3d": LayerMaker { CircularPad3d($0.size("padding")) },
    ]

    static let rearranging: [String: LayerMaker] = [
        "Flatten": LayerMaker { _ in Flatten() },
        "Unflatten": LayerMaker { Unflatten($0.int("dim"), $0.ints("unflattened_size")) },
        "PixelShuffle": LayerMaker { PixelShuffle($0.int("upscale_factor")) },
        "PixelUnshuffle": LayerMaker { PixelUnshuffle($0.int("downscale_factor")) },
        "ChannelShuffle": LayerMaker { ChannelShuffle($0.int("groups")) },
        "Unfold": LayerMaker {
            Unfold(
                kernelSize: $0.size("kernel_size"), dilation: $0.size("dilation", 1), padding: $0.size("padding"),
                stride: $0.size("stride", 1))
        },
        "Fold": LayerMaker {
            Fold(
                outputSize: $0.size("output_size"), kernelSize: $0.size("kernel_size"),
                dilation: $0.size("dilation", 1),
                padding: $0.size("padding"), stride: $0.size("stride", 1))
        },
    ]

    static let lookups: [String: LayerMaker] = [
        "Embedding": LayerMaker {
            Embedding(
                $0.int("num_embeddings"), $0.int("embedding_dim"), paddingIdx: $0.optionalInt("padding_idx"),
                maxNorm: $0.optionalScalar("max_norm"), normType: $0.scalar("norm_type", .double(2)),
                scaleGradByFreq: $0.flag("scale_grad_by_freq"))
        },
        "Bilinear": LayerMaker {
            Bilinear(
                $0.int("in1_features"), $0.int("in2_features"), $0.int("out_features"), bias: $0.flag("bias", true))
        } call: { layer, inputs, _ in
            [try layer(inputs[0], inputs[1])]
        },
        "CosineSimilarity": LayerMaker {
            CosineSimilarity(dim: $0.int("dim", 1), eps: $0.double("eps", 1e-8))
        } call: { layer, inputs, _ in
            [try layer(inputs[0], inputs[1])]
        },
        "PairwiseDistance": LayerMaker {
            PairwiseDistance(p: $0.double("p", 2), eps: $0.double("eps", 1e-6), keepDim: $0.flag("keepdim"))
        } call: { layer, inputs, _ in
            [try layer(inputs[0], inputs[1])]
        },
        "FeatureAlphaDropout": LayerMaker { FeatureAlphaDropout(p: $0.scalar("p", .double(0.5))) },
    ]
}
