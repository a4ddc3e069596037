import CTernKernels
import Testing
import Tern

/// Results do not depend on how many threads compute them, bit for bit.
@Suite(.serialized) struct ThreadCountTests {
    private static let long = sample([300_007], seed: 51)
    private static let wide = sample([700, 431], seed: 52)

    private static let computations: [(name: String, body: @Sendable () throws -> Tensor)] = [
        ("add", { try long + long.flip(0) }),
        ("exp", { long.exp() }),
        ("tanh in float32", { try long.to(.float32).tanh() }),
        ("a transposed sum", { try wide + wide.reshape(431, 700).t() }),
        ("where", { try Tensor.where(long .> 0, long, -1) }),
        ("sum", { long.sum() }),
        ("sum in float32", { try long.to(.float32).sum() }),
        ("sum of rows", { try wide.sum(dim: 1) }),
        ("sum of columns", { try wide.sum(dim: 0) }),
        ("mean and std", { try Tensor.stack([wide.mean(), wide.std(), long.var(), long.norm(3)]) }),
        ("argmax", { try wide.argmax(dim: 0) }),
        ("cumsum", { try wide.cumsum(dim: 1) }),
        ("sort", { try wide.sort(dim: 0).values }),
        ("softmax", { try wide.softmax(dim: 0) }),
        ("matmul", { try wide.matmul(wide.t()) }),
        ("matmul in float32", { try wide.to(.float32).t().matmul(wide.to(.float32)) }),
        ("gather", { try wide.indexSelect(0, Tensor.arange(699, -1, step: -1)) }),
        ("images at points", { try imagesAtPoints() }),
        ("cast", { try long.to(.bfloat16) }),
        ("normal numbers", { .randn([100_003], generator: Generator(seed: 7)) }),
    ]

    /// The values at points, and their gradients.
    private static func imagesAtPoints() throws -> Tensor {
        let x = sample([2, 5, 37, 41], seed: 53).requiringGrad()
        let grid = sample([2, 50, 60, 2], seed: 54).requiringGrad()
        let y = try F.gridSample(x, grid, paddingMode: .reflection)
        let gradients = try grad(outputs: [y.square().sum()], inputs: [x, grid])
        return try .cat(([y.detach()] + gradients.compactMap { $0 }).map { try $0.flatten() })
    }

    @Test(arguments: computations.indices) func sameBits(_ index: Int) throws {
        let computation = ThreadCountTests.computations[index]
        let usual = tern_thread_count()
        defer { tern_set_thread_count(usual) }
        tern_set_thread_count(1)
        let expected = try computation.body().array(of: Double.self)
        for threads: Int32 in [2, 3, 8] {
            tern_set_thread_count(threads)
            let found = try computation.body().array(of: Double.self)
            let isSame = found == expected
            #expect(isSame, "\(computation.name) with \(threads) threads")
        }
    }

    @Test func gradientsToo() throws {
        let usual = tern_thread_count()
        defer { tern_set_thread_count(usual) }
        var results: [[Double]] = []
        for threads: Int32 in [1, 2, 5] {
            tern_set_thread_count(threads)
            let x = try ThreadCountTests.wide.to(.float32).requiringGrad()
            try x.matmul(x.t()).logSoftmax(dim: 1).square().sum().backward()
            results.append(try #require(x.grad).array())
        }
        // Not in the expectation: a difference of two long arrays takes minutes to describe.
        let isSame = results.dropFirst().allSatisfy { $0 == results[0] }
        #expect(isSame)
    }
}
