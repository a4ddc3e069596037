import Tern
import Testing

/// ReLU6 and the hard hyperbolic tangent that it is one of.
@Suite struct ReLU6Tests {
    @Test func texts() {
        #expect("\(ReLU6())" == "ReLU6()" && "\(ReLU6(inplace: true))" == "ReLU6(inplace=True)")
        #expect("\(Hardtanh())" == "Hardtanh(min_val=-1.0, max_val=1.0)")
        #expect("\(Hardtanh(-2, 3.5, inplace: true))" == "Hardtanh(min_val=-2, max_val=3.5, inplace=True)")
    }

    @Test func theSlopeIsOneStrictlyInside() throws {
        let x = Tensor([-1.0, 0, 0.5, 5.9, 6, 7, .nan], requiresGrad: true)
        let y = try ReLU6()(x)
        #expect(y.gradFunctionName == "HardtanhBackward0")
        #expect(try y.array(of: Float.self).dropLast() == [0, 0, 0.5, 5.9, 6, 6])
        try y.sum().backward()
        #expect(try x.grad?.array(of: Float.self) == [0, 0, 1, 1, 0, 0, 1])
    }

    @Test func limitsInTheWrongOrderAreRefused() throws {
        let layer = Hardtanh(2, 1)
        for use in [{ try layer.validate() }, { _ = try layer(.ones([2])) }] {
            let error = #expect(throws: TensorError.self) { try use() }
            #expect(error?.message == "max_val (1) must be greater than min_val (2)")
        }
    }
}
