import Testing
import Tern

/// Where torch rounds, and where it does not yet.
@Suite struct RoundingTests {
    @Test func deviationsOfSquaresBeyondTheType() throws {
        #expect(try Tensor([[1e20, 3e20]]).std(dim: 1).item() == Double(Float(2e20.squareRoot() * 1e10)))
        #expect(try abs(Tensor([1e-23, 2e-23, 3e-23]).std().item() - 1e-23) < 1e-30)
        #expect(try Tensor([[1e20, 3e20]]).var(dim: 1).item() == .infinity)
        #expect(try Tensor([1e20, 3e20]).stdMean().std.item() < 2e20)
        let x = Tensor([1e20, 3e20], requiresGrad: true)
        try x.std().backward()
        #expect(try abs((x.grad?[1].item() ?? 0) - 0.5.squareRoot()) < 1e-6)
    }

    /// float64 and int64 become halves by way of float32.
    @Test func halvesRoundTwice() throws {
        #expect(try Tensor([1 + 0x1p-8 + 0x1p-40], dtype: .float64).to(.bfloat16).item() == 1)
        #expect(try Tensor([2049 + 0x1p-30], dtype: .float64).to(.float16).item() == 2048)
        #expect(try Tensor([65519.9999999], dtype: .float64).to(.float16).item() == .infinity)
        #expect(try Tensor([(1 << 40) + (1 << 32) + 1]).to(.bfloat16).item() == 0x1p40)
        #expect(try Tensor.full([1], 1 + 0x1p-8 + 0x1p-40, dtype: .bfloat16).item() == 1)
    }

    @Test func scaledSumsOfTwoTypes() throws {
        let (x, bytes) = (Tensor([1.5, 2.5]), Tensor([3, 5], dtype: .uint8))
        #expect(try x.add(bytes, alpha: 0.5).array() == [3, 5])
        #expect(try x.sub(bytes, alpha: 2).array() == [-4.5, -7.5])
        #expect(try x.add(Tensor([true, false]), alpha: 0.5).array() == [2, 2.5])
        #expect(refusal { try Tensor([1, 2]).add(bytes, alpha: 0.5) } != nil)
    }

    @Test func severalEllipses() throws {
        let x = try Tensor.arange(8).reshape(2, 2, 2)
        #expect(try x.index(.ellipsis, 0, .ellipsis).array() == [0, 2, 4, 6])
        #expect(try x.index(.ellipsis, .ellipsis).shape == [2, 2, 2])
        #expect(refusal { try x.index(0, .ellipsis, .ellipsis, 1) }?.kind == .index)
        #expect(refusal { try x.index(.ellipsis, .all, .ellipsis, .all) }?.kind == .index)
        #expect(try Tensor([[1], [2]]).takeAlongDim(Tensor([[0, 0], [0, 0]]), dim: 1).array() == [1, 1, 2, 2])
        let values = Tensor.ones([1, 2, 4])
        #expect(refusal { try Tensor.zeros([2, 4]).indexPut([Tensor([0, 1])], values) } != nil)
    }
}
