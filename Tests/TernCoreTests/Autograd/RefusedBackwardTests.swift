import Testing
import Tern

/// Backward passes that cannot be, in PyTorch's words.
@Suite struct RefusedBackwardTests {
    @Test func backwardTwiceIsRefusedUnlessTheGraphIsKept() throws {
        let x = Tensor([2.0], requiresGrad: true)
        let y = try (x * x).sum()
        try y.backward()
        let error = refusal { try y.backward() }
        #expect(
            error?.message.hasPrefix(
                "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed)."
            ) == true)
        let z = try (x * x).sum()
        x.grad = nil
        try z.backward(retainGraph: true)
        try z.backward()
        #expect(try x.grad?.item() == 8)
    }

    /// What saves nothing can be run again.
    @Test func aGraphThatSavesNothingRunsTwice() throws {
        let x = Tensor([2.0], requiresGrad: true)
        let y = x.sum()
        try y.backward()
        try y.backward()
        #expect(try x.grad?.item() == 2)
    }

    @Test func onlyScalarsHaveAGradientOfTheirOwn() {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        #expect(refusal { try (x * 2).backward() }?.message == "grad can be implicitly created only for scalar outputs")
    }

    @Test func somethingMustRequireAGradient() {
        #expect(
            refusal { try Tensor([1.0]).backward() }?.message
                == "element 0 of tensors does not require grad and does not have a grad_fn")
        let x = Tensor([1.0])
        #expect(refusal { try grad(x * 2, x) } != nil)
        let y = Tensor([1.0], requiresGrad: true)
        #expect(
            refusal { try grad(y * 2, x) }?.message == "One of the differentiated Tensors does not require grad")
    }

    @Test func aGivenGradientMustFit() {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        let error = refusal { try (x * 2).backward(gradient: Tensor([1.0])) }
        #expect(
            error?.message
                == "Mismatch in shape: grad_output[0] has a shape of [1] and output[0] has a shape of [2].")
        #expect(refusal { try grad(outputs: [x], inputs: [x], gradientOutputs: []) } != nil)
    }

    @Test(arguments: [DType.int64, .int32, .int16, .int8, .uint8, .bool])
    func onlyFloatingPointNumbersHaveGradients(_ dtype: DType) {
        #expect(
            refusal(Tensor.zeros([2], dtype: dtype, requiresGrad: true))?.message
                == "Only Tensors of floating point and complex dtype can require gradients")
        #expect(
            refusal(Tensor.zeros([2], dtype: dtype).requiringGrad())?.message
                == "only Tensors of floating point dtype can require gradients")
        #expect(refusal(Tensor.zeros([2], dtype: dtype).requiringGrad(false)) == nil)
    }

    @Test func hooksNeedAGradient() {
        let x = Tensor([1.0])
        #expect(
            refusal { try x.registerHook { $0 } }?.message
                == "cannot register a hook on a tensor that doesn't require gradient")
        #expect(
            refusal { try x.retainGrad() }?.message == "can't retain_grad on Tensor that has requires_grad=False")
    }
}
