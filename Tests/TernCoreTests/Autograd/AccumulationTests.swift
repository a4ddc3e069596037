import Testing
import Tern

/// Where gradients go and how they add up.
@Suite struct AccumulationTests {
    @Test func gradientsAddUpUntilCleared() throws {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        try (x * 3).sum().backward()
        try (x * x).sum().backward()
        #expect(try x.grad?.array() == [5.0, 7.0])
        x.grad = nil
        #expect(x.grad == nil)
        try x.sum().backward()
        #expect(try x.grad?.array() == [1.0, 1.0])
    }

    @Test func everyUseOfATensorCounts() throws {
        let x = Tensor([3.0], requiresGrad: true)
        let y = try x * x + x * 2 + x
        try y.backward()
        #expect(try x.grad?.item() == 9)
    }

    @Test func copiesShareTheirGradient() throws {
        let x = Tensor([1.0], requiresGrad: true)
        let copy = x
        try (copy * 2).backward()
        #expect(try x.grad?.item() == 2)
    }

    @Test func aLeafIsItsOwnRoot() throws {
        let x = Tensor(2.0, requiresGrad: true)
        try x.backward()
        #expect(try x.grad?.item() == 1)
    }

    @Test func theGradientOfAnOutputMayBeGiven() throws {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        try (x * x).backward(gradient: Tensor([10.0, 1.0]))
        #expect(try x.grad?.array() == [20.0, 4.0])
    }

    @Test func gradientsHaveTheirLeafsType() throws {
        let x = Tensor([1.0], dtype: .float16, requiresGrad: true)
        let y = Tensor([2.0], dtype: .float64, requiresGrad: true)
        try (x * y).sum().backward()
        #expect(x.grad?.dtype == .float16)
        #expect(y.grad?.dtype == .float64)
    }

    @Test func broadcastGradientsHaveTheirLeafsShape() throws {
        let x = Tensor.ones([3, 1], requiresGrad: true)
        let y = Tensor.ones([2, 1, 4], requiresGrad: true)
        try (x * y).sum().backward()
        #expect(x.grad?.shape == [3, 1])
        #expect(y.grad?.shape == [2, 1, 4])
        #expect(try x.grad?.array() == [8.0, 8.0, 8.0])
    }

    @Test func gradLeavesLeavesAlone() throws {
        let x = Tensor([2.0], requiresGrad: true)
        let gradient = try grad((x * x).sum(), x)
        #expect(try gradient.item() == 4)
        #expect(x.grad == nil)
    }

    @Test func gradTakesComputedTensors() throws {
        let x = Tensor([2.0], requiresGrad: true)
        let y = x * 3
        let z = try (y * y).sum()
        let gradients = try grad(outputs: [z], inputs: [y, x])
        #expect(try gradients.map { try $0?.item() } == [12, 36])
    }

    @Test func gradAddsSeveralOutputs() throws {
        let x = Tensor([2.0], requiresGrad: true)
        let gradients = try grad(outputs: [x * 2, x * x], inputs: [x, x], gradientOutputs: [nil, Tensor([10.0])])
        #expect(try gradients.map { try $0?.item() } == [42, 42])
    }

    @Test func unusedInputsAreRefusedUnlessAllowed() throws {
        let x = Tensor([2.0], requiresGrad: true)
        let unused = Tensor([1.0], requiresGrad: true)
        let error = refusal { try grad(outputs: [x * 2], inputs: [x, unused]) }
        #expect(
            error?.message
                == "The differentiated Tensor at index 1 appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior."
        )
        #expect(try grad(outputs: [x * 2], inputs: [x, unused], allowUnused: true)[1] == nil)
    }
}
