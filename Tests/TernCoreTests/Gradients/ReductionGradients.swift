import Testing
import Tern

private let cube = sample([2, 3, 2], seed: 21)
private let matrix = sample([3, 4], seed: 22)
private let positive = sample([2, 3], 0.3...2.5, seed: 23)
private let zeros = Tensor([[2, 0, 3], [0, 0, 1.5], [1, -1, 2]], dtype: .float64)

@Suite struct ReductionGradients {
    @Test(arguments: sums + spreads + extrema) func reduction(_ gradient: GradientCase) throws { try gradient.check() }
    @Test(arguments: sequences) func sequence(_ gradient: GradientCase) throws { try gradient.check() }

    private static let sums: [GradientCase] = [
        .map("sum", cube) { $0.sum() },
        .map("sum of 0 and 2", cube) { try $0.sum(dim: [0, -1]) },
        .map("sum, kept", cube) { try $0.sum(dim: 1, keepDim: true) },
        .map("mean", cube) { $0.mean() },
        .map("mean of 1", cube) { try $0.mean(dim: 1) },
        .map("prod", positive) { $0.prod() },
        .map("prod of 1", cube) { try $0.prod(dim: 1, keepDim: true) },
        .map("logSumExp", cube) { try $0.logSumExp(dim: [0, 2]) },
        .map("nanSum", cube) { try $0.nanSum(dim: 1) },
        .map("nanMean", cube) { $0.nanMean() },
        .map("a 0-dim tensor", sample([])) { try $0.sum() + $0.mean() + $0.prod() },
    ]

    private static let spreads: [GradientCase] = [
        .map("var", cube) { $0.var() },
        .map("var of 0 and 1", cube) { try $0.var(dim: [0, 1], correction: 0, keepDim: true) },
        .map("std", cube) { $0.std() },
        .map("std of 1", cube) { try $0.std(dim: 1) },
        GradientCase("varMean", [cube]) { inputs in
            let result = try inputs[0].varMean(dim: 1)
            return [result.var, result.mean]
        },
        GradientCase("stdMean", [cube]) { inputs in
            let result = try inputs[0].stdMean(dim: [0, 2], correction: 0)
            return [result.std, result.mean]
        },
        .map("norm", cube) { $0.norm() },
        .map("norm 1", cube) { try $0.norm(1, dim: 1) },
        .map("norm 3", cube) { try $0.norm(3, dim: [0, 2], keepDim: true) },
        .map("norm 0.5", positive) { $0.norm(0.5) },
        .map("norm inf", cube) { try $0.norm(.infinity, dim: 1) },
        .map("norm -inf", cube) { try $0.norm(-.infinity, dim: 1) },
        .map("norm 0", cube) { try $0.norm(0, dim: 1) },
        .pair("dist", cube, sample([3, 1], seed: 25)) { try $0.dist($1) },
        .pair("cosineSimilarity", matrix, sample([4], seed: 26)) { try $0.cosineSimilarity($1, dim: 1) },
    ]

    private static let extrema: [GradientCase] = [
        .map("max", cube) { $0.max() },
        .map("min", cube) { $0.min() },
        .map("max of 1", cube) { try $0.max(dim: 1).values },
        .map("min of -1", cube) { try $0.min(dim: -1, keepDim: true).values },
        .map("amax", cube) { try $0.amax(dim: [0, 2]) },
        .map("amin", cube) { $0.amin() },
        GradientCase("aminmax", [cube]) { inputs in
            let result = try inputs[0].aminmax(dim: 1)
            return [result.min, result.max]
        },
        .map("median", cube) { $0.median() },
        .map("median of 1", cube) { try $0.median(dim: 1).values },
    ]

    private static let sequences: [GradientCase] = [
        .map("cumsum", matrix) { try $0.cumsum(dim: 1) },
        .map("cumprod", matrix) { try $0.cumprod(dim: 0) },
        .map("cummax", matrix) { try $0.cummax(dim: 1).values },
        .map("cummin", matrix) { try $0.cummin(dim: 0).values },
        .map("logCumSumExp", matrix) { try $0.logCumSumExp(dim: 1) },
        .map("softmax", matrix) { try $0.softmax(dim: 1) },
        .map("softmax of 0", matrix) { try $0.softmax(dim: 0) },
        .map("logSoftmax", matrix) { try $0.logSoftmax(dim: -1) },
        .map("softmin", matrix) { try $0.softmin(dim: 1) },
        .map("sort", matrix) { try $0.sort(dim: 0).values },
        .map("sort down", matrix) { try $0.sort(descending: true).values },
        .map("topk", matrix) { try $0.topk(2).values },
        .map("kthvalue", matrix) { try $0.kthvalue(2, dim: 1).values },
        .map("prod with zeros", zeros) { try $0.prod(dim: 1) },
        .map("cumprod with zeros", zeros) { try $0.cumprod(dim: 1) },
    ]
}
