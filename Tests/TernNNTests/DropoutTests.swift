import Tern
import Testing

/// The dropout layers and the gradient of dropout.
@Suite struct DropoutTests {
    @Test func texts() {
        #expect("\(Dropout())" == "Dropout(p=0.5, inplace=False)")
        #expect("\(Dropout(p: 0.3, inplace: true))" == "Dropout(p=0.3, inplace=True)")
        #expect("\(Dropout(1))" == "Dropout(p=1, inplace=False)")
        #expect("\(Dropout2d(p: 1e-5))" == "Dropout2d(p=1e-05, inplace=False)")
        #expect("\(AlphaDropout())" == "AlphaDropout(p=0.5, inplace=False)")
    }

    @Test func aProbabilityOutOfRangeIsRefusedByUse() throws {
        for (layer, text) in [(Dropout(1.5), "1.5"), (Dropout(2), "2"), (Dropout(p: -0.1), "-0.1")] {
            let expected = "dropout probability has to be between 0 and 1, but got \(text)"
            for use in [{ try layer.validate() }, { _ = try layer(.ones([2])) }] {
                do {
                    try use()
                    Issue.record("p = \(text) was accepted")
                } catch let error as TensorError {
                    #expect(error.message == expected)
                    #expect(error.kind == .value)
                }
            }
            layer.eval()
            #expect(throws: TensorError.self) { try layer(.ones([2])) }
        }
    }

    @Test func evaluationChangesNothing() throws {
        let x = Tensor.ones([4, 3])
        for layer in [Dropout(), Dropout1d(), Dropout2d(), Dropout3d(), AlphaDropout()] as [DropoutLayer] {
            #expect(try layer.eval()(x).array(of: Float.self) == x.array(of: Float.self))
            #expect(!layer.training)
        }
    }

    @Test func trainingDropsAndScales() throws {
        let values = Set(try Dropout(p: 0.75)(.ones([1000])).array(of: Float.self))
        #expect(values == [0, 4])
        let channels = try Dropout2d()(.ones([8, 16, 2, 2])).sum(dim: [2, 3]).array(of: Float.self)
        #expect(Set(channels) == [0, 8])
    }

    @Test func theGradientPassesWhereTheElementDid() throws {
        let x = Tensor.ones([50], dtype: .float64, requiresGrad: true)
        let y = try F.dropout(x, p: 0.4, generator: Generator(seed: 6))
        #expect(y.gradFunctionName == "MulBackward0")
        try y.sum().backward()
        #expect(try x.grad?.array(of: Float.self) == y.array(of: Float.self))
        let unchanged = try F.dropout(x, p: 0)
        #expect(unchanged.isLeaf && unchanged.requiresGrad)
    }
}
