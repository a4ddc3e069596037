import Testing
import Tern

/// Errors that wait: how a tensor that failed behaves.
@Suite struct FailedTensorTests {
    private let failed = Tensor.zeros([-1])
    private let good = Tensor([1.0, 2.0])

    @Test func carriesItsErrorAlong() {
        let results = [
            failed + 1, 2 * failed, -failed, failed.exp(), failed.relu().sqrt(), failed.sum(), failed.clone(),
            failed.detach(),
            failed.squeeze(), failed.contiguous(), failed .> 0, failed.logicalNot(), ~failed, failed.any(),
            failed.mean(),
            failed.max(), failed.argmax(), failed.std(), failed.round(decimals: 2), failed.pow(-1), failed % 2,
            failed.floorDivide(0), failed & 1, failed.clamp(min: 0), failed[0], failed.nonzero(), .zeros(like: failed),
            .full(like: failed, 3), failed.requiringGrad(), Tensor.pow(2, failed), 1 / failed, failed.norm(),
            failed.median(),
        ]
        for (index, result) in results.enumerated() {
            #expect(refusal(result)?.operation == "zeros", "number \(index)")
        }
    }

    @Test func everyThrowingCallThrowsIt() {
        let calls: [() throws -> Any] = [
            { try failed + good }, { try good * failed }, { try failed.reshape(1) }, { try failed.sum(dim: 0) },
            { try failed.transpose(0, 0) }, { try failed.expand(2) }, { try failed.to(.int64) }, { try failed.size(0) },
            { try failed.item() }, { try failed.array(of: Int.self) }, { try failed.backward() },
            { try failed.matmul(good) },
            { try good.matmul(failed) }, { try Tensor.cat([good, failed]) }, { try Tensor.stack([failed]) },
            { try Tensor.where(failed, good, good) }, { try Tensor.where(good .> 0, failed, 1) },
            { try good.maskedFill(failed, 1) }, { try failed.maskedFill(failed, good) }, { try good.index(failed) },
            { try good.gather(0, failed) }, { try failed.equal(good) }, { try good.equal(failed) },
            { try good.allClose(failed) }, { try failed.softmax(dim: 0) }, { try failed.pad([1, 1]) },
            { try Tensor.einsum("i,i->", good, failed) }, { try failed.sort() }, { try failed.validate() },
            { try failed.split(1) }, { try failed.var(dim: 0) }, { try failed.registerHook { $0 } },
            { try grad(outputs: [failed], inputs: [good]) }, { try failed.expand(as: good) },
            { try good.expand(as: failed) },
        ]
        for (index, call) in calls.enumerated() { #expect(refusal(call)?.operation == "zeros", "number \(index)") }
    }

    @Test func isSafeToLookAt() {
        #expect(failed.shape == [0])
        #expect(failed.count == 0)
        #expect(!failed.requiresGrad)
        #expect("\(failed)".contains("zeros: Dimension size must be non-negative."))
    }

    @Test func writingToItKeepsTheError() {
        var x = failed
        x += 1
        x[0] = 2
        #expect(refusal(x)?.operation == "zeros")
        #expect(refusal { try x.setIndex(0, to: 1) }?.operation == "zeros")
    }

    @Test func aFailedValueIsNotWritten() throws {
        var x = good
        #expect(refusal { try x.setIndex(0, to: failed) }?.operation == "zeros")
        #expect(try x.array() == [1.0, 2.0])
    }

    @Test func describesItselfInOneBlock() {
        let error = TensorError("conv", "no", shapes: ["a": [1, 2], "b": []], hint: "yes")
        #expect(error.description == "conv: no\n  a: [1, 2]   b: []\n  hint: yes")
        #expect(TensorError("move", "move: no").description == "move: no")
        #expect(TensorError("move", "move(): no").description == "move(): no")
    }
}
