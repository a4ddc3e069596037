import Testing
import Tern

/// Gradients that come from outside - from hooks, from functions of one's own, by assignment - and do not fit.
@Suite struct GradientCheckTests {
    private func hooked(_ isLeaf: Bool, _ dtype: DType = .float32, _ hook: @escaping (Tensor) throws -> Tensor?)
        -> String?
    {
        let x = Tensor.ones([2], dtype: dtype, requiresGrad: true)
        let y = isLeaf ? x : x * 1
        let message = refusal {
            try y.registerHook(hook)
            try y.sum().backward()
        }?.message
        if message != nil { #expect(x.grad == nil) }
        return message
    }

    @Test(arguments: [true, false]) func aHookCannotChangeTheSize(_ isLeaf: Bool) {
        for shape in [[1], [1, 2], [3], []] {
            #expect(hooked(isLeaf) { _ in .ones(shape) } == "hook '<lambda>' has changed the size of value")
        }
    }

    @Test(arguments: [true, false]) func aHookCannotChangeTheType(_ isLeaf: Bool) {
        let names: [(DType, String)] = [
            (.float64, "torch.DoubleTensor"), (.float16, "torch.HalfTensor"), (.bfloat16, "CPUBFloat16Type"),
            (.int64, "torch.LongTensor"), (.uint8, "torch.ByteTensor"), (.bool, "CPUBoolType"),
        ]
        for (dtype, name) in names {
            #expect(
                hooked(isLeaf) { try $0.to(dtype) }
                    == "hook '<lambda>' has changed the type of value (was torch.FloatTensor got \(name))")
        }
        #expect(
            hooked(isLeaf, .bfloat16) { try $0.to(.float32) }
                == "hook '<lambda>' has changed the type of value (was CPUBFloat16Type got torch.FloatTensor)")
    }

    @Test(arguments: [true, false]) func aHooksFailedResultIsThrown(_ isLeaf: Bool) {
        #expect(hooked(isLeaf) { _ in Tensor.zeros([-1]) } != nil)
    }

    /// Gradients, and what of a function of one's own becomes of them; nil where it is refused.
    @Test func aFunctionsGradientsAreMadeToFit() throws {
        struct Told: DifferentiableFunction {
            let gradient: Tensor
            func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] { [inputs[0] * 2] }
            func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] { [gradient] }
        }
        func found(_ gradient: Tensor) throws -> (Tensor?, String?) {
            let x = Tensor.ones([2], requiresGrad: true)
            let message = refusal { try Told(gradient: gradient).apply(x * 1).sum().backward() }?.message
            return (x.grad, message)
        }
        for dtype in [DType.float64, .float16, .int64, .bool] {
            let gradient = try #require(try found(.ones([2], dtype: dtype)).0)
            #expect(gradient.dtype == .float32)
            #expect(try gradient.array(of: Float.self) == [1, 1])
        }
        #expect(try found(.ones([3, 2])).0?.array(of: Float.self) == [3, 3])
        #expect(try found(.ones([1, 2])).0?.shape == [2])
        for shape in [[1], [3], []] {
            #expect(
                try found(.ones(shape)).1
                    == "Function ToldBackward returned an invalid gradient at index 0 - got \(shape) but expected shape compatible with [2]"
            )
        }
    }

    @Test func whatIsAssignedMustFit() throws {
        func message(_ gradient: Tensor) -> String? {
            let x = Tensor.ones([2], requiresGrad: true)
            x.grad = gradient
            let first = refusal { try x.grad?.validate() }?.message
            // The next sum, too, is refused, and clearing helps.
            #expect((refusal { try x.sum().backward() } != nil) == (first != nil))
            x.grad = nil
            #expect(refusal { try x.sum().backward() } == nil)
            return first
        }
        #expect(
            message(.ones([3]))
                == "attempting to assign a gradient of size '[3]' to a tensor of size '[2]'. Please ensure that the gradient and the tensor are the same size"
        )
        #expect(message(.ones([1, 2]))?.hasPrefix("attempting to assign a gradient of size '[1, 2]'") == true)
        #expect(
            message(.ones([2], dtype: .int64))?.hasPrefix(
                "attempting to assign a gradient with dtype 'long int' to a tensor with grad_dtype 'Float'. The gradient must match the tensor's grad_dtype"
            ) == true)
        #expect(message(.ones([2])) == nil)
        #expect(message(.zeros([-1])) != nil)
        let x = Tensor.ones([2], requiresGrad: true)
        x.grad = x
        #expect(refusal { try x.grad?.validate() }?.message == "can't assign Variable as its own grad")
    }

    @Test func aGradientIsNeverItsLeaf() throws {
        weak var freed: AnyObject?
        for createGraph in [false, true] {
            for isView in [false, true] {
                let x = Tensor.ones([2], requiresGrad: true)
                let y = isView ? try x.reshape([2]) : x
                try y.backward(gradient: x, createGraph: createGraph)
                #expect(x.grad?.requiresGrad == createGraph)
                #expect(x.grad?.isLeaf == !createGraph)
                if createGraph { x.grad = nil }
            }
        }
        do {
            let token = Token()
            freed = token
            let x = Tensor.ones([2], requiresGrad: true)
            try x.registerHook { gradient in
                withExtendedLifetime(token) {}
                return nil
            }
            try x.backward(gradient: x)
        }
        #expect(freed == nil)
    }

    private final class Token {}
}
