import Tern
import Testing

/// Losses as modules, and what the fixtures cannot say of the functions.
@Suite struct LossTests {
    @Test func crossEntropyAsAModule() throws {
        let weight = Tensor([1, 2, 3] as [Float])
        let criterion = CrossEntropyLoss(weight: weight, ignoreIndex: 1, reduction: .sum, labelSmoothing: 0.1)
        let (x, target) = (Tensor([[1, 2, 3], [0, 0, 1]] as [[Float]]), Tensor([2, 1] as [Int]))
        let expected = try F.crossEntropy(
            x, target, weight: weight, ignoreIndex: 1, reduction: .sum, labelSmoothing: 0.1)
        #expect(try criterion(x, target).item() == expected.item())
        #expect("\(criterion)" == "CrossEntropyLoss()")
        #expect(criterion.stateDict.keys == ["weight"])
        #expect(CrossEntropyLoss().stateDict.keys.isEmpty)
        #expect(try NLLLoss()(x, target).item() == -1.5)
        #expect("\(NLLLoss())" == "NLLLoss()")
        #expect(throws: TensorError.self) { try criterion(x) }
    }

    /// float32 has a kernel, whose gradient is composed only where it is differentiated again; float64 is composed always.
    @Test(arguments: [Reduction.none, .mean, .sum], [0, 0.2])
    func bothPathsOfCrossEntropyAgree(_ reduction: Reduction, _ smoothing: Double) throws {
        let generator = Generator(seed: 5)
        let x = Tensor.randn([2, 5, 3], dtype: .float64, generator: generator)
        let weight = Tensor.rand([5], dtype: .float64, generator: generator)
        let target = Tensor([[0, 4, -100], [1, 1, 3]] as [[Int]])
        func gradients(_ dtype: DType) throws -> [[Double]] {
            let leaf = try x.to(dtype).requiringGrad()
            let loss = try F.crossEntropy(
                leaf, target, weight: weight.to(dtype), reduction: reduction, labelSmoothing: smoothing)
            let first = try grad(loss.mul(loss).sum(), leaf, createGraph: true)
            let second = try grad(first.mul(first).sum(), leaf)
            let plain = try F.crossEntropy(
                leaf, target, weight: weight.to(dtype), reduction: reduction, labelSmoothing: smoothing)
            let direct = try grad(plain.mul(plain).sum(), leaf)
            return try [loss.detach(), first.detach(), second, direct].map { try $0.array(of: Double.self) }
        }
        for (single, double) in zip(try gradients(.float32), try gradients(.float64)) {
            let largest = zip(single, double).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
            #expect(largest < 2e-5)
        }
    }

    @Test func manyClassesAndRows() throws {
        let generator = Generator(seed: 6)
        let x = Tensor.randn([300, 1000], generator: generator)
        let target = Tensor.randint(0, 1000, [300], generator: generator)
        let (single, double) = (x.requiringGrad(), try x.to(.float64).requiringGrad())
        let losses = try [single, double].map { try F.crossEntropy($0, target) }
        #expect(try abs(losses[0].item() - losses[1].item()) < 1e-6)
        for loss in losses { try loss.backward() }
        let (a, b) = (try single.grad?.array(of: Double.self) ?? [], try double.grad?.array(of: Double.self) ?? [])
        #expect((zip(a, b).map { abs($0 - $1) }.max() ?? 1) < 1e-9)
    }
}
