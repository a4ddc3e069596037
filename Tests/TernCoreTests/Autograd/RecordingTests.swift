import Testing
import Tern

/// What is recorded and what is not.
@Suite struct RecordingTests {
    @Test func historyKnowsItsOperation() throws {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        #expect(x.isLeaf && x.requiresGrad && x.gradFunctionName == nil)
        let y = x.exp()
        #expect(!y.isLeaf && y.requiresGrad && y.gradFunctionName == "ExpBackward0")
        #expect(try (x + y).gradFunctionName == "AddBackward0")
    }

    @Test func withoutALeafNothingIsRecorded() throws {
        let x = Tensor([1.0, 2.0])
        let y = try x * x + 1
        #expect(y.isLeaf && !y.requiresGrad && y.gradFunctionName == nil)
    }

    @Test func noGradStopsRecording() throws {
        let x = Tensor([1.0], requiresGrad: true)
        #expect(isGradEnabled)
        noGrad {
            #expect(!isGradEnabled)
            #expect(!(x * 2).requiresGrad)
            enableGrad {
                #expect(isGradEnabled)
                #expect((x * 2).requiresGrad)
            }
            #expect(!isGradEnabled)
        }
        #expect(isGradEnabled)
        #expect(noGrad { Tensor([1.0], requiresGrad: true) }.requiresGrad)
    }

    @Test func noGradEndsWithAnError() {
        struct Stop: Error {}
        try? noGrad { throw Stop() }
        #expect(isGradEnabled)
    }

    @Test func detachCutsTheHistory() throws {
        let x = Tensor([3.0], requiresGrad: true)
        let y = try x * (x * 2).detach()
        try y.sum().backward()
        #expect(try x.grad?.item() == 6)
        #expect(x.detach().isLeaf && !x.detach().requiresGrad)
    }

    @Test func requiringGradMakesANewLeaf() throws {
        let x = Tensor([3.0], requiresGrad: true)
        let y = (x * 2).requiringGrad()
        try (y * y).sum().backward()
        #expect(try y.grad?.item() == 12)
        #expect(x.grad == nil)
        #expect(!x.requiringGrad(false).requiresGrad)
    }

    @Test func integersHaveNoHistory() throws {
        let x = Tensor([1.5, -2.5], requiresGrad: true)
        #expect(try !x.to(.int64).requiresGrad)
        #expect(!(x .> 0).requiresGrad)
        #expect(try !x.argmax(dim: 0).requiresGrad)
        #expect(try !x.sort().indices.requiresGrad)
    }

    @Test func backwardRecordsOnlyWhenAsked() throws {
        let x = Tensor([2.0], requiresGrad: true)
        try x.pow(3).sum().backward(retainGraph: true)
        #expect(x.grad?.requiresGrad == false)
        x.grad = nil
        try x.pow(3).sum().backward(createGraph: true)
        #expect(x.grad?.requiresGrad == true)
        x.grad = nil
    }

    @Test func derivativesOfDerivatives() throws {
        var y = Tensor([2.0], dtype: .float64, requiresGrad: true)
        let x = y
        y = x.pow(5)
        for expected in [80.0, 160.0, 240.0, 240.0, 120.0] {
            y = try grad(y.sum(), x, createGraph: true)
            #expect(try y.item() == expected)
        }
    }
}
