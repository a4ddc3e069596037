import Testing
import Tern

private let matrix = sample([2, 3], seed: 41)
private let other = sample([3, 2], seed: 42)
private let vector = sample([3], seed: 43)
private let batch = sample([2, 2, 3], seed: 44)

@Suite struct LinearAlgebraGradients {
    @Test(arguments: products) func product(_ gradient: GradientCase) throws { try gradient.check() }

    private static let products: [GradientCase] = [
        .pair("matmul", matrix, other) { try $0.matmul($1) },
        .pair("matmul of vectors", vector, sample([3])) { try $0.matmul($1) },
        .pair("matmul with a vector", batch, vector) { try $0.matmul($1) },
        .pair("matmul of a vector", vector, sample([2, 3, 2])) { try $0.matmul($1) },
        .pair("matmul, broadcast", sample([2, 1, 2, 3]), sample([2, 3, 1])) { try $0.matmul($1) },
        .map("matmul with itself", sample([3, 3])) { try $0.matmul($0) },
        .pair("mm", matrix, other) { try $0.mm($1) },
        .pair("bmm", batch, sample([2, 3, 2])) { try $0.bmm($1) },
        .pair("mv", matrix, vector) { try $0.mv($1) },
        .pair("dot", vector, sample([3])) { try $0.dot($1) },
        .pair("outer", vector, sample([2])) { try $0.outer($1) },
        GradientCase("addmm", [sample([2]), matrix, other]) { [try $0[0].addmm($0[1], $0[2], beta: 0.5, alpha: 2)] },
        GradientCase("addmv", [sample([2]), matrix, vector]) { [try $0[0].addmv($0[1], $0[2], alpha: -1)] },
        GradientCase("baddbmm", [sample([2]), batch, sample([2, 3, 2])]) { [try $0[0].baddbmm($0[1], $0[2])] },
        GradientCase("linear", [batch, sample([4, 3]), sample([4])]) { [try Tensor.linear($0[0], $0[1], $0[2])] },
        .pair("linear without bias", matrix, sample([4, 3])) { try Tensor.linear($0, $1, nil) },
        .pair("einsum", matrix, other) { try Tensor.einsum("ij,jk->ik", $0, $1) },
        GradientCase("einsum of three", [matrix, sample([4, 3, 2]), sample([2, 2])]) {
            [try Tensor.einsum("bn,anm,bm->ba", $0)]
        },
        .map("einsum of a diagonal", sample([3, 3])) { try Tensor.einsum("ii->i", $0) },
        .pair("tensordot", batch, sample([3, 2])) { try $0.tensordot($1, dims: 1) },
        .pair("kron", matrix, sample([2, 2])) { try $0.kron($1) },
        .pair("cross", matrix, sample([1, 3])) { try $0.cross($1, dim: 1) },
        .map("trace", sample([3, 3])) { try $0.trace() },
    ]
}
