import Testing
import Tern

/// e^x from a saved result.
private struct SavedExp: DifferentiableFunction {
    func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] {
        let y = inputs[0].exp()
        context.save(y)
        return [y]
    }

    func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] {
        [try gradients[0].mul(context.saved[0])]
    }
}

/// Two inputs, two results, a gradient only where one is needed.
private struct SumAndProduct: DifferentiableFunction {
    func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] {
        context.save(inputs[0], inputs[1])
        return [try inputs[0] + inputs[1], try inputs[0] * inputs[1]]
    }

    func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] {
        let (a, b) = (context.saved[0], context.saved[1])
        return [
            context.needsInputGrad[0] ? try gradients[0] + gradients[1] * b : nil,
            context.needsInputGrad[1] ? try gradients[0] + gradients[1] * a : nil,
        ]
    }
}

/// Returns what it is told to.
private struct Told: DifferentiableFunction {
    var gradients: [Tensor?]
    var name: String { "ToldBackward" }

    func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] { [inputs[0] * 2] }
    func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] { self.gradients }
}

@Suite struct CustomFunctionTests {
    @Test func aSavedResultHasASecondDerivative() throws {
        let x = sample([3]).requiringGrad()
        try gradCheck([x]) { [try SavedExp().apply($0[0])] }
        try gradGradCheck([x]) { [try SavedExp().apply($0[0])] }
        #expect(try SavedExp().apply(x).gradFunctionName == "SavedExpBackward")
    }

    @Test func severalInputsAndResults() throws {
        let inputs = [sample([2]), sample([2], seed: 2)].map { $0.requiringGrad() }
        try gradCheck(inputs) { try SumAndProduct().apply($0) }
        try gradGradCheck(inputs) { try SumAndProduct().apply($0) }
    }

    @Test func anUnusedResultHasAZeroGradient() throws {
        let a = Tensor([2.0], requiresGrad: true)
        let b = Tensor([5.0])
        let product = try SumAndProduct().apply([a, b])[1]
        try product.sum().backward()
        #expect(try a.grad?.item() == 5)
        #expect(b.grad == nil)
    }

    @Test func forwardRunsUnrecorded() throws {
        struct Watcher: DifferentiableFunction {
            func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] {
                #expect(!isGradEnabled)
                return [inputs[0]]
            }
            func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] { gradients }
        }
        let x = Tensor([1.0], requiresGrad: true)
        let y = try Watcher().apply(x)
        #expect(y.gradFunctionName == "WatcherBackward")
        try y.backward()
        #expect(try x.grad?.item() == 1)
    }

    @Test func savedTensorsAreFreedWithTheGraph() throws {
        let x = Tensor([1.0], requiresGrad: true)
        let y = try SavedExp().apply(x)
        try y.backward()
        #expect(refusal { try y.backward() }?.message.hasPrefix("Trying to backward through the graph") == true)
    }

    @Test func gradientsAreChecked() throws {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        func error(_ gradients: [Tensor?]) -> String? {
            refusal { try Told(gradients: gradients).apply(x).sum().backward() }?.message
        }
        #expect(
            error([]) == "function ToldBackward returned an incorrect number of gradients (expected 1, got 0)")
        #expect(
            error([Tensor([1.0])])
                == "Function ToldBackward returned an invalid gradient at index 0 - got [1] but expected shape compatible with [2]"
        )
        #expect(error([nil]) == nil)
        #expect(error([Tensor.zeros([-1])]) != nil)
        #expect(error([Tensor([1.0, 1.0])]) == nil)
    }

    @Test func errorsOfForwardAreThrown() {
        struct Failing: DifferentiableFunction {
            func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] {
                [try inputs[0].reshape(7)]
            }
            func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] { gradients }
        }
        #expect(refusal { try Failing().apply(Tensor([1.0], requiresGrad: true)) }?.operation == "reshape")
        #expect(refusal { try SavedExp().apply(Tensor.zeros([-1])) } != nil)
    }
}
