import Testing
import Tern

private let cube = sample([2, 3, 4], seed: 31)
private let matrix = sample([3, 4], seed: 32)
private let image = sample([1, 2, 3, 4], seed: 33)

@Suite struct ShapeGradients {
    @Test(arguments: ofViews) func view(_ gradient: GradientCase) throws { try gradient.check() }
    @Test(arguments: ofIndexing) func indexing(_ gradient: GradientCase) throws { try gradient.check() }
    @Test(arguments: ofJoining) func joining(_ gradient: GradientCase) throws { try gradient.check() }

    private static let ofViews: [GradientCase] = [
        .map("reshape", cube) { try $0.reshape(4, -1) },
        .map("reshape of a permutation", cube) { try $0.permute(2, 0, 1).reshape([-1]) },
        .map("view", sample([6])) { try ($0 * 1).view([2, 3]) },
        .map("permute", cube) { try $0.permute(1, 2, 0) },
        .map("transpose", cube) { try $0.transpose(0, -1) },
        .map("t", matrix) { try $0.t() },
        .map("moveDim", cube) { try $0.moveDim(0, to: 2) },
        .map("moveDims", cube) { try $0.moveDims([0, 1], to: [2, 0]) },
        .map("squeeze", image) { $0.squeeze() },
        .map("squeeze 0", image) { try $0.squeeze(0) },
        .map("unsqueeze", matrix) { try $0.unsqueeze(1) },
        .map("expand", sample([3, 1])) { try $0.expand(2, 3, 4) },
        .map("flatten", cube) { try $0.flatten(from: 1) },
        .map("unflatten", matrix) { try $0.unflatten(1, [2, 2]) },
        .map("slice", cube) { try $0.slice(dim: 2, from: 1, step: 2) },
        .map("narrow", cube) { try $0.narrow(1, start: -2, length: 2) },
        .map("select", cube) { try $0.select(1, -1) },
        .map("diagonal", cube) { try $0.diagonal(offset: 1, dim1: 2, dim2: 0) },
        .map("unfold", sample([5])) { try $0.unfold(0, size: 3, step: 1) },
        .map("unfold with gaps", matrix) { try $0.unfold(1, size: 2, step: 2) },
        .map("tril", matrix) { try $0.tril(diagonal: 1) },
        .map("triu", matrix) { try $0.triu() },
        .map("diag", sample([3])) { try $0.diag(1) },
        .map("diagEmbed", matrix) { try $0.diagEmbed(offset: -1) },
    ]

    private static let ofIndexing: [GradientCase] = [
        .map("x[1]", cube) { try $0.index(1) },
        .map("x[.all, 1..., .newAxis]", cube) { try $0.index(.all, 1..., .newAxis) },
        .map("x[list]", cube) { try $0.index([1, 0, 1]) },
        .map("x[list, .all, list]", cube) { try $0.index([0, 1, 1], .all, [3, 0, 0]) },
        .map("x[mask]", cube) { try $0.index($0.detach() .> 0) },
        .pair("x[0] = y", matrix, sample([4])) { x, y in
            var result = x.clone()
            try result.setIndex(0, to: y)
            return result
        },
        .pair("x[list] = y", matrix, sample([2, 4])) { x, y in
            var result = x.clone()
            try result.setIndex([2, 0], to: y)
            return result
        },
        .pair("x[mask] = y", matrix, sample([])) { x, y in
            var result = x.clone()
            try result.setIndex(x.detach() .> 0, to: y)
            return result
        },
        .map("gather", matrix) { try $0.gather(1, Tensor([[0, 0], [3, 1]])) },
        .map("takeAlongDim", matrix) { try $0.takeAlongDim(Tensor([[0], [3], [1]]), dim: 1) },
        .map("take", matrix) { try $0.take(Tensor([0, 11, 11])) },
        .map("indexSelect", matrix) { try $0.indexSelect(0, Tensor([2, 0, 2])) },
        .pair("scatter", matrix, sample([2, 2])) { try $0.scatter(1, Tensor([[0, 2], [3, 1]]), $1) },
        .map("scatter number", matrix) { try $0.scatter(1, Tensor([[0, 2], [3, 1]]), 0.5) },
        .pair("scatterAdd", matrix, sample([2, 2])) { try $0.scatterAdd(0, Tensor([[0, 2], [0, 2]]), $1) },
        .pair("indexAdd", matrix, sample([3, 4])) { try $0.indexAdd(0, Tensor([0, 2, 0]), $1, alpha: 2) },
        .pair("indexCopy", matrix, sample([2, 4])) { try $0.indexCopy(0, Tensor([0, 2]), $1) },
        .map("indexFill", matrix) { try $0.indexFill(1, Tensor([0, 2]), 1.5) },
        .pair("indexPut", matrix, sample([3])) {
            try $0.indexPut([Tensor([0, 2, 0]), Tensor([1, 1, 1])], $1, accumulate: true)
        },
        .map("maskedSelect", matrix) { try $0.maskedSelect($0.detach() .> 0) },
        .pair("maskedScatter", matrix, sample([12])) { try $0.maskedScatter($0.detach() .> 0, $1) },
    ]

    private static let ofJoining: [GradientCase] = [
        .pair("cat", matrix, sample([3, 2])) { try Tensor.cat([$0, $1, $0], dim: 1) },
        .pair("stack", matrix, sample([3, 4])) { try Tensor.stack([$0, $1], dim: 1) },
        GradientCase("split", [matrix]) { try $0[0].split([1, 3], dim: 1) },
        GradientCase("chunk", [matrix]) { try $0[0].chunk(2, dim: 0) },
        GradientCase("unbind", [matrix]) { try $0[0].unbind(dim: 1) },
        .map("repeat", matrix) { try $0.repeat(2, 1, 2) },
        .map("tile", sample([2])) { try $0.tile(3) },
        .map("repeatInterleave", matrix) { try $0.repeatInterleave(2, dim: 1) },
        .map("repeatInterleave tensor", matrix) { try $0.repeatInterleave(Tensor([0, 2, 1]), dim: 0) },
        .map("flip", matrix) { try $0.flip(0, 1) },
        .map("roll", matrix) { try $0.roll([1, -1], dims: [0, 1]) },
        .map("rot90", matrix) { try $0.rot90(1) },
        .map("pad", matrix) { try $0.pad([1, -1, 0, 2], value: 0.5) },
        .map("pad reflect", image) { try $0.pad([1, 2, 1, 0], mode: .reflect) },
        .map("pad replicate", image) { try $0.pad([2, 1, 0, 3], mode: .replicate) },
        .map("pad circular", image) { try $0.pad([1, 2, 2, 1], mode: .circular) },
    ]
}
