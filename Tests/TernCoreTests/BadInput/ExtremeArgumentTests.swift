import Testing
import Tern

/// Numbers that no call expects: each must be refused or answered, and none may trap.
private let numbers = [Int.min, Int.min + 1, -(1 << 62), -1000, -4, -1, 0, 1, 3, 1000, 1 << 62, Int.max - 1, Int.max]

@Suite struct ExtremeArgumentTests {
    private let x = Tensor.ones([2, 3], dtype: .float64)

    private func attempt(_ calls: [() throws -> [Tensor]]) {
        for call in calls {
            // A result must be sound enough to be read; an error must be Tern's own.
            do {
                for tensor in try call() where tensor.count < 10_000 { _ = try tensor.array(of: Double.self) }
            } catch {
                #expect(error is TensorError, "\(error)")
            }
        }
    }

    @Test(arguments: numbers) func dimensions(_ n: Int) {
        let i = Tensor([[0]])
        attempt([
            { [try x.sum(dim: n)] }, { [try x.sum(dim: [0, n])] }, { [try x.mean(dim: n)] }, { [try x.prod(dim: n)] },
            { [try x.max(dim: n).values] }, { [try x.argmin(dim: n)] }, { [try x.var(dim: n)] },
            { [try x.norm(2, dim: n)] },
            { [try x.logSumExp(dim: n)] }, { [try x.any(dim: n)] }, { [try x.countNonzero(dim: n)] },
            { [try x.cumsum(dim: n)] }, { [try x.cummax(dim: n).values] }, { [try x.softmax(dim: n)] },
            { [try x.sort(dim: n).values] }, { [try x.topk(1, dim: n).values] }, { [try x.unique(dim: n).values] },
            { [try x.median(dim: n).values] }, { [try x.kthvalue(1, dim: n).values] }, { [try x.mode(dim: n).values] },
            { [try x.transpose(0, n)] }, { [try x.transpose(n, n)] }, { [try x.permute(0, n)] },
            { [try x.moveDim(n, to: n)] },
            { [try x.squeeze(n)] }, { [try x.squeeze([n, n])] }, { [try x.unsqueeze(n)] },
            { [try x.flatten(from: n, to: n)] },
            { [try x.unflatten(n, [1])] }, { [try x.select(n, 0)] }, { [try x.narrow(n, start: 0, length: 1)] },
            { [try x.slice(dim: n)] }, { [try x.diagonal(dim1: n, dim2: 0)] }, { [try x.unfold(n, size: 1, step: 1)] },
            { [try x.gather(n, i)] }, { [try x.scatter(n, i, 1)] }, { [try x.indexSelect(n, Tensor([0]))] },
            { [try Tensor.cat([x, x], dim: n)] }, { [try Tensor.stack([x, x], dim: n)] }, { try x.split(1, dim: n) },
            { try x.chunk(2, dim: n) }, { try x.unbind(dim: n) }, { try x.tensorSplit(2, dim: n) }, { [try x.flip(n)] },
            { [try x.roll(1, dim: n)] }, { [try x.rot90(1, dims: [0, n])] }, { [try x.repeatInterleave(2, dim: n)] },
            { [try x.cross(x, dim: n)] }, { [try x.diagEmbed(dim1: n)] }, { [try x.takeAlongDim(i, dim: n)] },
            {
                _ = try x.size(n); return []
            },
        ])
    }

    @Test(arguments: numbers) func positionsAndCounts(_ n: Int) {
        attempt([
            { [try x.select(1, n)] }, { [try x.index(n)] }, { [try x.index(.all, n)] }, { [try x.index(n...)] },
            { [try x.index(..<n)] }, { [try x.index(...n)] }, { [try x.index(n..<n)] }, { [try x.index(.slice(n, n))] },
            { [try x.index(.slice(step: n))] }, { [try x.index(.slice(nil, n, step: n))] }, { [try x.index([n])] },
            { [try x.index(Tensor([n]))] }, { [try x.slice(dim: 0, from: n)] }, { [try x.slice(dim: 0, to: n)] },
            { [try x.slice(dim: 1, from: 1, step: n)] }, { [try x.narrow(0, start: n, length: n)] },
            { [try x.narrow(0, start: 0, length: n)] }, { [try x.diagonal(offset: n)] }, { [try x.tril(diagonal: n)] },
            { [try x.triu(diagonal: n)] }, { [try x.sum(dim: 0).diag(n)] }, { [try x.diag(n)] },
            { [try x.unfold(1, size: n, step: 1)] }, { [try x.unfold(1, size: 2, step: n)] },
            { [try x.topk(n).values] },
            { [try x.kthvalue(n).values] }, { try x.split(n) }, { try x.split([n, 1]) }, { try x.chunk(n) },
            { try x.tensorSplit(n) }, { try x.tensorSplit([n, n]) }, { [try x.roll(n, dim: 0)] }, { [try x.roll(n)] },
            { [try x.rot90(n)] }, { [try x.indexSelect(0, Tensor([n]))] }, { [try x.gather(0, Tensor([[n]]))] },
            { [try x.scatter(1, Tensor([[n]]), 2)] }, { [try x.take(Tensor([n]))] }, { [try x.polygamma(n)] },
            { [x.round(decimals: n)] }, { [try x.var(dim: 0, correction: n)] }, { [try x.tensordot(x, dims: n)] },
            { [try Tensor([n]).oneHot(numClasses: 3)] }, { [try Tensor([n]).bincount()] },
            { [try x.indexFill(0, Tensor([n]), n)] }, { [try x.diagEmbed(offset: n)] },
        ])
    }

    /// Sizes beyond memory are refused before memory is asked for.
    @Test(arguments: numbers) func sizes(_ n: Int) {
        attempt([
            { [.zeros([n])] }, { [.ones([n, n])] }, { [.full([2, n, 0], 1)] }, { [.empty([n], dtype: .bool)] },
            { [.eye(n)] }, { [.eye(2, n)] }, { [.eye(n, n)] }, { [.arange(n)] }, { [.arange(0, n, step: n)] },
            { [.arange(0, n, step: -1)] },
            { [.arange(Int.min, n, step: 1)] }, { [.arange(n, Int.max, step: Int.max)] },
            { [.linspace(0, 1, steps: n)] },
            { [.rand([n])] }, { [.randn([n, 2])] }, { [.randperm(n)] }, { [.randint(n, n, [2])] },
            { [.randint(0, n, [2])] },
            { [.randint(Int.min, n, [2])] }, { [try x.reshape(n)] }, { [try x.reshape(n, n)] },
            { [try x.reshape(-1, n)] },
            { [try x.view([n, -1])] }, { [try x.expand(n, 2, 3)] }, { [try x.expand(2, n)] },
            { [try x.unflatten(1, [n, n])] },
            { [try x.unflatten(1, [n, -1])] }, { [try x.repeat(n, 1)] }, { [try x.repeat(n, n, n)] },
            { [try x.tile(n)] },
            { [try x.repeatInterleave(n)] }, { [try x.repeatInterleave(n, dim: 1)] }, { [try x.pad([n, 0])] },
            { [try x.pad([n, n])] }, { [try x.pad([0, n], mode: .replicate)] },
            { [try x.pad([n, n], mode: .circular)] },
            { [try x.pad([n, 0], mode: .reflect)] }, { [try Tensor([1]).oneHot(numClasses: n)] },
            { [try Tensor([1]).bincount(minLength: n)] }, { [try Tensor([1.0], shape: [n])] },
            { [try Tensor([Double](), shape: [n, 0])] },
        ])
    }

    @Test(arguments: numbers) func scalars(_ n: Int) {
        for dtype in DType.allCases {
            let t = Tensor.ones([2], dtype: dtype)
            attempt([
                { [t + n] }, { [t - n] }, { [n - t] }, { [t * n] }, { [t / n] }, { [n / t] }, { [t % n] }, { [n % t] },
                { [t.floorDivide(n)] }, { [Tensor.floorDivide(n, t)] }, { [t.pow(n)] }, { [Tensor.pow(n, t)] },
                { [t & n] },
                { [t | n] }, { [t ^ n] }, { [t << n] }, { [t >> n] }, { [n << t] }, { [n >> t] }, { [t .== n] },
                { [t .< n] },
                { [.full([2], n, dtype: dtype)] }, { [t.clamp(min: n)] }, { [t.clamp(min: n, max: n)] },
                { [t.fmod(n)] },
                { [try t.maskedFill(t .> 0, n)] }, { [try Tensor.where(t .> 0, t, n)] }, { [.full([], n).square()] },
                { [try t.add(t, alpha: n)] },
            ])
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude])
    func oddNumbers(_ n: Double) {
        for dtype in DType.allCases {
            let t = Tensor.ones([2], dtype: dtype)
            attempt([
                { [t + n] }, { [t * n] }, { [t / n] }, { [n / t] }, { [t % n] }, { [t.floorDivide(n)] }, { [t.pow(n)] },
                { [.full([2], n, dtype: dtype)] }, { [t .< n] }, { [t.clamp(max: n)] },
                { [.arange(0, n, dtype: dtype)] },
                { [.linspace(n, 1, steps: 3, dtype: dtype)] }, { [Tensor(n).round(decimals: 3)] },
                { [try Tensor([n, 1]).to(dtype)] }, { [try t.to(.float64).norm(n, dim: 0)] },
                { [try t.to(.float64).var(dim: 0, correction: n)] },
            ])
        }
    }

    /// The one quotient of integers that is no Int64.
    @Test func theSmallestIntegerByMinusOne() throws {
        let small = Tensor([Int.min])
        let calls: [() throws -> Tensor] = [
            { small.floorDivide(-1) }, { small.div(-1, rounding: .trunc) }, { small % -1 }, { small.fmod(-1) },
            { -small }, { small.abs() }, { try small.floorDivide(Tensor([-1])) }, { small.pow(2) }, { small.square() },
        ]
        for call in calls { _ = try call().array(of: Int.self) }
    }
}
