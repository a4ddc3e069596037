// An operation with a gradient of one's own: Swish, x * sigmoid(x), that keeps one tensor where the recorded formula keeps several.
import Tern

struct Swish: DifferentiableFunction {
    func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] {
        context.save(inputs[0])
        return [try inputs[0] * inputs[0].sigmoid()]
    }

    func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] {
        let x = context.saved[0]
        let s = x.sigmoid()
        return [try gradients[0] * (s + x * s * (1 - s))]
    }
}

manualSeed(0)
let x = Tensor.randn([4, 3], dtype: .float64, requiresGrad: true)
let y = try Swish().apply(x)
print(y)
try y.sum().backward()
print(x.grad!)

// The gradient agrees with finite differences.
print(try gradCheck([x]) { try Swish().apply($0) })
