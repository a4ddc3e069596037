import Tern

/// `random`: several draws from the default generator, one after the other.
enum RandomAdapter: CaseAdapter {
    static let op = "random"

    static func run(_ run: CaseRun) throws {
        manualSeed(try run.arguments.int("seed"))
        var count = 0
        for call in try run.arguments.objects("calls") {
            for tensor in try draw(call) {
                let name = "out_\(count)"
                run.yield(name, tensor)
                count += 1
                // Normals go through logarithms and cosines, which differ in the last bit between libraries.
                let isNormal = ["randn", "normal"].contains(try call.string("fn"))
                if !isNormal { run.exactOutputs.insert(name) }
            }
        }
    }

    private static func draw(_ call: CaseArguments) throws -> [Tensor] {
        let function = try call.string("fn")
        switch function {
        case "randperm": return [try Tensor.randperm(call.int("n"))]
        case "randint":
            return [try Tensor.randint(call.int("low"), call.int("high"), call.ints("shape"))]
        case "linear":
            let layer = Linear(
                try call.int("in_features"), try call.int("out_features"), bias: try call.bool("bias"))
            return [layer.weight, layer.bias].compactMap { $0?.tensor.detach() }
        case "conv2d":
            let layer = Conv2d(
                try call.int("in_channels"), try call.int("out_channels"), kernelSize: try call.size("kernel_size"),
                groups: try call.int("groups"), bias: try call.bool("bias"))
            return [layer.weight, layer.bias].compactMap { $0?.tensor.detach() }
        default: return [try drawShape(function, call)]
        }
    }

    /// The functions that take a shape and a type.
    private static func drawShape(_ function: String, _ call: CaseArguments) throws -> Tensor {
        let (shape, dtype) = (try call.ints("shape"), try call.dtype("dtype"))
        switch function {
        case "randn": return Tensor.randn(shape, dtype: dtype)
        case "rand": return Tensor.rand(shape, dtype: dtype)
        case "uniform":
            return Tensor.uniform(shape, low: try call.double("low"), high: try call.double("high"), dtype: dtype)
        case "normal":
            return Tensor.normal(shape, mean: try call.double("mean"), std: try call.double("std"), dtype: dtype)
        case "bernoulli": return Tensor.bernoulli(shape, p: try call.double("p"), dtype: dtype)
        case "dropout":
            return try F.dropout(Tensor.ones(shape, dtype: dtype), p: call.double("p"), training: true)
        default: throw call.error("calls the unknown random function \(function)")
        }
    }
}
