import Tern
import TernConformance

// Seeded random numbers. Each case has a generator of its own, so that tests can run side by side.

extension Operations {
    static let streams: [String: Operation] = [
        "random": { call in
            let generator = Generator()
            generator.manualSeed(try call.int("seed"))
            return try call.calls("calls").flatMap { arguments in
                try draw(Call([:], arguments), generator)
            }
        }
    ]

    private static func draw(_ call: Call, _ generator: Generator) throws -> [Tensor] {
        let name = try call.string("fn")
        if let sample = samples[name] { return [try sample(call, generator)] }
        if let layer = layers[name] { return try layer(call, generator) }
        guard let fill = fills[name] else { throw FixtureError("the draw \(name) has no Swift twin") }
        var tensor = Tensor.empty(try call.ints("shape"), dtype: try call.drawType())
        try fill(&tensor, call, generator)
        return [tensor]
    }

    private typealias Sample = @Sendable (Call, Generator) throws -> Tensor

    private static let samples: [String: Sample] = [
        "rand": { .rand(try $0.ints("shape"), dtype: try $0.drawType(), generator: $1) },
        "randn": { .randn(try $0.ints("shape"), dtype: try $0.drawType(), generator: $1) },
        "uniform": { call, generator in
            .uniform(
                try call.ints("shape"), low: try call.double("low"), high: try call.double("high"),
                dtype: try call.drawType(), generator: generator)
        },
        "normal": { call, generator in
            .normal(
                try call.ints("shape"), mean: try call.double("mean"), std: try call.double("std"),
                dtype: try call.drawType(), generator: generator)
        },
        "bernoulli": { call, generator in
            .bernoulli(
                try call.ints("shape"), p: try call.double("p"), dtype: try call.drawType(), generator: generator)
        },
        "bernoulli_of": { call, generator in
            let p = Tensor.full(try call.ints("shape"), try call.double("p"), dtype: try call.drawType())
            return p.bernoulli(generator: generator)
        },
        "dropout": { call, generator in
            let x = Tensor.ones(try call.ints("shape"), dtype: try call.drawType())
            return try F.dropout(x, p: try call.double("p"), generator: generator)
        },
        "randint": { call, generator in
            .randint(try call.int("low"), try call.int("high"), try call.ints("shape"), generator: generator)
        },
        "randperm": { .randperm(try $0.int("n"), generator: $1) },
    ]

    private typealias Fill = @Sendable (inout Tensor, Call, Generator) throws -> Void

    private static let fills: [String: Fill] = [
        "kaiming_uniform": { tensor, call, generator in
            try Init.kaimingUniform(
                &tensor, a: call.optionalDouble("a") ?? 0, mode: call.fanMode(), nonlinearity: call.nonlinearity(),
                generator: generator)
        },
        "kaiming_normal": { tensor, call, generator in
            try Init.kaimingNormal(
                &tensor, a: call.optionalDouble("a") ?? 0, mode: call.fanMode(), nonlinearity: call.nonlinearity(),
                generator: generator)
        },
        "xavier_uniform": { tensor, call, generator in
            try Init.xavierUniform(&tensor, gain: call.optionalDouble("gain") ?? 1, generator: generator)
        },
        "xavier_normal": { tensor, call, generator in
            try Init.xavierNormal(&tensor, gain: call.optionalDouble("gain") ?? 1, generator: generator)
        },
        "trunc_normal": { tensor, call, generator in
            try Init.truncNormal(
                &tensor, mean: call.optionalDouble("mean") ?? 0, std: call.optionalDouble("std") ?? 1,
                low: call.optionalDouble("a") ?? -2, high: call.optionalDouble("b") ?? 2, generator: generator)
        },
        "orthogonal": { tensor, call, generator in
            try Init.orthogonal(&tensor, gain: call.optionalDouble("gain") ?? 1, generator: generator)
        },
        "eye": { tensor, _, _ in try Init.eye(&tensor) },
        "dirac": { tensor, call, _ in try Init.dirac(&tensor, groups: call.optionalInt("groups") ?? 1) },
        "constant": { tensor, call, _ in try Init.constant(&tensor, call.double("val")) },
        "zeros": { tensor, _, _ in try Init.zeros(&tensor) },
        "ones": { tensor, _, _ in try Init.ones(&tensor) },
    ]

    private typealias LayerWeights = @Sendable (Call, Generator) throws -> [Tensor]

    /// A new layer draws its weight, then its bias.
    private static let layers: [String: LayerWeights] = [
        "linear": { call, generator in
            let (inputs, outputs) = (try call.int("in_features"), try call.int("out_features"))
            return weights([outputs, inputs], fanIn: inputs, bias: call.flag("bias", default: true), generator)
        },
        "conv2d": { call, generator in
            let side = try call.intOrInts("kernel_size")
            let kernel = side.count == 1 ? side + side : side
            let inputs = try call.int("in_channels") / (call.optionalInt("groups") ?? 1)
            return weights(
                try [call.int("out_channels"), inputs] + kernel, fanIn: kernel.reduce(inputs, *),
                bias: call.flag("bias", default: true), generator)
        },
    ]

    private static func weights(_ shape: [Int], fanIn: Int, bias: Bool, _ generator: Generator) -> [Tensor] {
        let weight = Init.defaultWeight(shape, dtype: .float32, device: .cpu, generator: generator)
        if !bias { return [weight] }
        return [weight, Init.defaultBias(shape[0], fanIn: fanIn, dtype: .float32, device: .cpu, generator: generator)]
    }
}

extension Call {
    fileprivate func drawType() throws -> DType { try dtype() ?? .float32 }

    /// Swift's enumerations have no word for what does not exist; PyTorch's refusal is the only right answer to it.
    fileprivate func fanMode() throws -> Init.FanMode {
        guard has("mode") else { return .fanIn }
        let name = try string("mode")
        guard let mode = Init.FanMode(rawValue: name) else {
            throw TensorError(.value, "init", "Mode \(name) not supported, please use one of ['fan_in', 'fan_out']")
        }
        return mode
    }

    fileprivate func nonlinearity() throws -> Init.Nonlinearity {
        guard has("nonlinearity") else { return .leakyReLU }
        let name = try string("nonlinearity")
        guard let known = Init.Nonlinearity(rawValue: name) else {
            throw TensorError(.value, "init", "Unsupported nonlinearity \(name)")
        }
        return known
    }
}
