import Testing
import Tern

/// That the checks themselves find mistakes.
@Suite struct GradCheckTests {
    private struct WrongCube: DifferentiableFunction {
        func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] {
            context.save(inputs[0])
            return [inputs[0].pow(3)]
        }
        func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] {
            [try gradients[0].mul(context.saved[0].square()) * 2]
        }
    }

    @Test func findsAWrongGradient() {
        let x = sample([3]).requiringGrad()
        let error = refusal { try gradCheck([x]) { [try WrongCube().apply($0[0])] } }
        #expect(error?.message.hasPrefix("Jacobian mismatch for output 0 with respect to input 0") == true)
    }

    /// The gradient of exp is right, but has no gradient of its own.
    @Test func findsAMissingSecondGradient() {
        let x = sample([3]).requiringGrad()
        let opaque: ([Tensor]) throws -> [Tensor] = { [try OpaqueExp().apply($0[0])] }
        #expect(refusal { try gradCheck([x], opaque) } == nil)
        #expect(refusal { try gradGradCheck([x], opaque) } != nil)
    }

    private struct OpaqueExp: DifferentiableFunction {
        func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] {
            context.save(inputs[0])
            return [inputs[0].exp()]
        }
        func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] {
            [try gradients[0].mul(context.saved[0].detach().exp())]
        }
    }

    @Test func needsAnInputThatRequiresGrad() {
        let error = refusal { try gradCheck([sample([2])]) { $0 } }
        #expect(error?.kind == .value)
    }

    @Test func needsResultsThatKeepTheirShape() {
        let x = Tensor([0.0, 1.0], dtype: .float64, requiresGrad: true)
        #expect(refusal { try gradCheck([x]) { [try $0[0].maskedSelect($0[0].detach() .> 0)] } } != nil)
    }

    @Test func takesEmptyInputs() throws {
        try gradCheck([sample([0, 3]).requiringGrad()]) { [try $0[0].sum(dim: 1)] }
    }

    @Test func passesErrorsOn() {
        let x = sample([2]).requiringGrad()
        #expect(refusal { try gradCheck([x]) { [try $0[0].reshape(5)] } }?.operation == "reshape")
    }
}
