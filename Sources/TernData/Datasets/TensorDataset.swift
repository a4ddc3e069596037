import TernCore

/// Tensors in memory as a dataset: sample i is the i-th row of each of them.
///
/// A batch is one gather from each tensor, and a piece of memory shared with it where the positions follow each other.
///
/// ```swift
/// let data = try TensorDataset(images, labels)
/// let (image, label) = try data[0]
/// ```
///
/// - Source: `torch.utils.data.TensorDataset`.
public struct TensorDataset<Sample: Sendable>: Dataset {
    /// A batch has as many tensors as a sample.
    public typealias Batch = Sample

    /// The tensors, each with one row for a sample.
    public let tensors: [Tensor]
    /// How many samples there are.
    public let count: Int
    /// What a batch of samples is.
    public let collation: Collation<Sample, Sample>
    private let make: @Sendable ([Tensor]) -> Sample

    private init(
        _ tensors: [Tensor], parts: @escaping @Sendable (Sample) -> [Tensor],
        _ make: @escaping @Sendable ([Tensor]) -> Sample
    ) throws {
        for tensor in tensors { try tensor.validate() }
        guard let first = tensors.first else {
            throw TensorError(.index, "TensorDataset", "tuple index out of range", hint: "give at least one tensor")
        }
        count = try first.size(0)
        guard try tensors.allSatisfy({ try $0.size(0) == first.shape[0] }) else {
            throw TensorError(
                "TensorDataset", "Size mismatch between tensors",
                hint: "the first dimensions are \(tensors.map { $0.shape[0] })")
        }
        self.tensors = tensors
        self.make = make
        let width = tensors.count
        collation = Collation(
            { samples in
                let rows = samples.map(parts)
                return make(try (0..<width).map { column in try .stack(rows.map { $0[column] }) })
            },
            failed: { error in make(Array(repeating: Tensor(failure: error), count: width)) })
    }

    /// The rows at `index`.
    public func sample(at index: Int) throws -> Sample { make(try tensors.map { try $0.select(0, index) }) }

    /// The rows at these positions.
    public func batch(at indices: [Int]) throws -> Sample {
        for index in indices where index < -count || index >= count {
            throw TensorError(
                .index, "TensorDataset", "index \(index) is out of bounds for dimension 0 with size \(count)")
        }
        if let start = indices.first, start >= 0, indices.indices.allSatisfy({ indices[$0] == start + $0 }) {
            return make(try tensors.map { try $0.narrow(0, start: start, length: indices.count) })
        }
        let positions = Tensor(indices.map { $0 < 0 ? $0 + count : $0 }, dtype: .int64)
        return make(try tensors.map { try $0.indexSelect(0, positions) })
    }
}

extension TensorDataset where Sample == Tensor {
    /// The rows of one tensor.
    ///
    /// - Throws: `TensorError` for a tensor without dimensions.
    public init(_ x: Tensor) throws { try self.init([x], parts: { [$0] }, { $0[0] }) }
}

extension TensorDataset where Sample == (Tensor, Tensor) {
    /// Pairs of rows, for example images and labels.
    ///
    /// - Throws: `TensorError` where the first dimensions differ.
    public init(_ x: Tensor, _ y: Tensor) throws {
        try self.init([x, y], parts: { [$0.0, $0.1] }, { ($0[0], $0[1]) })
    }
}

extension TensorDataset where Sample == (Tensor, Tensor, Tensor) {
    /// Triples of rows.
    ///
    /// - Throws: `TensorError` where the first dimensions differ.
    public init(_ x: Tensor, _ y: Tensor, _ z: Tensor) throws {
        try self.init([x, y, z], parts: { [$0.0, $0.1, $0.2] }, { ($0[0], $0[1], $0[2]) })
    }
}

extension TensorDataset where Sample == [Tensor] {
    /// Rows of any number of tensors.
    ///
    /// - Throws: `TensorError` for no tensor, or where the first dimensions differ.
    public init(_ tensors: [Tensor]) throws { try self.init(tensors, parts: { $0 }, { $0 }) }
}
