import Tern
import Testing

/// Torch's nearest neighbours: images double and keep whole axes whatever the factor, sequences and volumes don't, gradients do.
@Suite struct NearestTests {
    @Test func imagesDoubleByHalvingThePosition() throws {
        let y = try F.interpolate(Tensor([[[[0.0, 1, 2, 3]]]]), scaleFactor: 2.1)
        #expect(try y.array() == [0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1, 2, 2, 3, 3])
    }

    @Test(arguments: [(1, 1.01), (3, 1.01), (1, 2.1), (3, 2.1)]) func othersGoByTheFactor(_ rank: Int, _ factor: Double)
        throws
    {
        let shape = [1, 1] + Array(repeating: 1, count: rank - 1) + [4]
        let x = try Tensor([1.0, 2, 3, 4]).reshape(shape).requiringGrad()
        let ones = Array(repeating: 1.0, count: rank - 1)
        let y = try F.interpolate(x, scaleFactor: .each(ones + [factor]))
        try y.sum().backward()
        let isDoubled = factor > 2
        #expect(try y.array() == (isDoubled ? [1, 1, 1, 2, 2, 3, 3, 4] : [1, 1, 2, 3]))
        #expect(try x.grad?.array() == (isDoubled ? [2, 2, 2, 2] : [1, 1, 1, 1]))
    }
}
