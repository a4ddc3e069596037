extension Tensor {
    /// Sums of products of elements, named by subscripts: `"ij,jk->ik"` is the matrix product.
    ///
    /// Each operand's dimensions have letters; equal letters run together. Letters missing on the right of the arrow
    /// are added up; a letter twice in one operand takes its diagonal; `...` stands for any further dimensions, which
    /// broadcast. Without an arrow, the result has the letters that occur once, in alphabetical order. Operands are
    /// multiplied from left to right.
    ///
    /// - Parameters:
    ///   - equation: the subscripts.
    ///   - operands: one tensor for each group of subscripts.
    /// - Throws: `TensorError` where the equation isn't one or doesn't fit the operands.
    /// - Source: `torch.einsum`.
    public static func einsum(_ equation: String, _ operands: [Tensor]) throws -> Tensor {
        guard let first = operands.first else {
            throw TensorError(
                .value, "einsum",
                "einsum(): must specify the equation string and at least one operand, or at least one operand and its subscripts list"
            )
        }
        for operand in operands { try first.requireValid(with: operand, "einsum") }
        let equation = try EinsumEquation(equation, ranks: operands.map(\.ndim))
        var alignment = EinsumAlignment(equation)
        let aligned = try operands.enumerated().map { try alignment.aligned($0.element, operand: $0.offset) }
        let summed = Array(equation.outputRank..<equation.rank)
        if aligned.count == 1 { return summed.isEmpty ? aligned[0] : try aligned[0].sum(dim: summed) }
        var uses = alignment.uses
        let product = try aligned.dropFirst().reduce(aligned[0]) { try contracted($0, $1, summed, &uses) }
        return summed.isEmpty ? product : try product.reshape(Array(product.shape.prefix(equation.outputRank)))
    }

    /// Sums of products of elements; see `einsum(_: [Tensor])`.
    public static func einsum(_ equation: String, _ operands: Tensor...) throws -> Tensor {
        try einsum(equation, operands)
    }

    /// The product of two aligned operands, summed along what no later operand needs.
    ///
    /// - Parameter uses: for each dimension, how many of the operands still to come, with the product so far, have it.
    private static func contracted(_ a: Tensor, _ b: Tensor, _ summed: [Int], _ uses: inout [Int]) throws -> Tensor {
        var (together, onlyA, onlyB) = ([Int](), [Int](), [Int]())
        for dim in summed {
            let (isInA, isInB) = (a.shape[dim] != 1, b.shape[dim] != 1)
            if isInA, isInB {
                uses[dim] -= 1
                if uses[dim] == 1 { together.append(dim) }
            } else if uses[dim] == 1 {
                if isInA { onlyA.append(dim) } else if isInB { onlyB.append(dim) }
            }
        }
        for dim in together + onlyA + onlyB { uses[dim] = 0 }
        let left = onlyA.isEmpty ? a : try a.sum(dim: onlyA, keepDim: true)
        let right = onlyB.isEmpty ? b : try b.sum(dim: onlyB, keepDim: true)
        return together.isEmpty ? try left.mul(right) : try left.summedProduct(right, together)
    }

    /// The product with a tensor of the same rank, summed along dimensions that both have; they stay with size 1.
    private func summedProduct(_ other: Tensor, _ summed: [Int]) throws -> Tensor {
        let free = shape.indices.filter { !summed.contains($0) }
        let both = free.filter { shape[$0] != 1 && other.shape[$0] != 1 }
        let mine = free.filter { shape[$0] != 1 && other.shape[$0] == 1 }
        let others = free.filter { shape[$0] == 1 }
        func sizes(_ dims: [Int], of tensor: Tensor) -> [Int] { dims.map { tensor.shape[$0] } }
        let (batch, inner) = (Shape.count(sizes(both, of: self)), Shape.count(sizes(summed, of: self)))
        let (rows, columns) = (sizes(mine, of: self), sizes(others, of: other))
        let left = try permute(both + mine + summed + others).reshape([batch, Shape.count(rows), inner])
        let right = try other.permute(both + summed + others + mine).reshape([batch, inner, Shape.count(columns)])
        let order = both + mine + others + summed
        var inverse = order
        for (position, dim) in order.enumerated() { inverse[dim] = position }
        return try left.bmm(right).reshape(sizes(both, of: self) + rows + columns + summed.map { _ in 1 })
            .permute(inverse)
    }
}

/// Brings operands into the common order of dimensions and checks that sizes of equal subscripts fit.
private struct EinsumAlignment {
    private let equation: EinsumEquation
    /// The size of each place so far; 1 broadcasts.
    private var sizes: [Int]
    /// How many operands have a size other than 1 there.
    private(set) var uses: [Int]

    init(_ equation: EinsumEquation) {
        self.equation = equation
        sizes = Array(repeating: 1, count: equation.rank)
        uses = Array(repeating: 0, count: equation.rank)
    }

    /// An operand with a dimension for every place.
    mutating func aligned(_ operand: Tensor, operand index: Int) throws -> Tensor {
        var result = operand
        // For each place, the dimension of the operand that belongs there.
        var dims = [Int?](repeating: nil, count: equation.rank)
        var dim = 0
        for name in equation.operands[index] {
            guard let place = equation.places[name] else { continue }
            if name == .ellipsis {
                let covered = operand.ndim - (equation.operands[index].count - 1)
                for place in (place + equation.ellipsisRank - covered)..<(place + equation.ellipsisRank) {
                    try note(result.shape[dim], at: place) { seen in
                        "dimension \(dim) covered by ellipsis in operand \(index)has size \(result.shape[dim]) which does not broadcast with previously seen ellipsis with size \(seen) for the respective dimension"
                    }
                    dims[place] = dim
                    dim += 1
                }
            } else if let previous = dims[place] {
                let (size, expected) = (result.shape[dim], result.shape[previous])
                guard size == expected else {
                    throw EinsumEquation.error(
                        "subscript \(name) is repeated for operand \(index) but the sizes don't match, \(size) != \(expected)"
                    )
                }
                result = try result.diagonal(dim1: previous, dim2: dim).moveDim(-1, to: previous)
            } else {
                try note(result.shape[dim], at: place) { seen in
                    "subscript \(name) has size \(result.shape[dim]) for operand \(index) which does not broadcast with previously seen size \(seen)"
                }
                dims[place] = dim
                dim += 1
            }
        }
        let order = try dims.map { known in
            if let known { return known }
            result = try result.unsqueeze(dim)
            dim += 1
            return dim - 1
        }
        return try result.permute(order)
    }

    private mutating func note(_ size: Int, at place: Int, _ problem: (_ seen: Int) -> String) throws {
        guard size != 1 else { return }
        guard sizes[place] == 1 || sizes[place] == size else { throw EinsumEquation.error(problem(sizes[place])) }
        sizes[place] = size
        uses[place] += 1
    }
}
