import TernCore

// What torch's `default_collate` does, one piece a type: Swift finds the batch's type by the sample's.

extension Dataset where Sample == Tensor {
    /// Tensors, stacked.
    public var collation: Collation<Tensor, Tensor> {
        Collation({ try .stack($0) }, failed: { Tensor(failure: $0) })
    }
}

extension Dataset where Sample == (Tensor, Tensor) {
    /// Pairs of tensors, each side stacked.
    public var collation: Collation<(Tensor, Tensor), (Tensor, Tensor)> {
        Collation(
            { (try .stack($0.map(\.0)), try .stack($0.map(\.1))) },
            failed: { (Tensor(failure: $0), Tensor(failure: $0)) })
    }
}

extension Dataset where Sample == (Tensor, Tensor, Tensor) {
    /// Triples of tensors, each part stacked.
    public var collation: Collation<(Tensor, Tensor, Tensor), (Tensor, Tensor, Tensor)> {
        Collation(
            { (try .stack($0.map(\.0)), try .stack($0.map(\.1)), try .stack($0.map(\.2))) },
            failed: { (Tensor(failure: $0), Tensor(failure: $0), Tensor(failure: $0)) })
    }
}

extension Dataset where Sample == (Tensor, Int) {
    /// Tensors with labels: the tensors stacked, the labels as an int64 tensor.
    public var collation: Collation<(Tensor, Int), (Tensor, Tensor)> {
        Collation(
            { (try .stack($0.map(\.0)), Tensor($0.map(\.1))) },
            failed: { (Tensor(failure: $0), Tensor(failure: $0)) })
    }
}

extension Dataset where Sample == (Tensor, Double) {
    /// Tensors with numbers: the tensors stacked, the numbers as a float64 tensor.
    public var collation: Collation<(Tensor, Double), (Tensor, Tensor)> {
        Collation(
            { (try .stack($0.map(\.0)), Tensor($0.map(\.1), dtype: .float64)) },
            failed: { (Tensor(failure: $0), Tensor(failure: $0)) })
    }
}

extension Dataset where Sample == Int {
    /// Integers as an int64 tensor.
    public var collation: Collation<Int, Tensor> { Collation({ Tensor($0) }, failed: { Tensor(failure: $0) }) }
}

extension Dataset where Sample == Double {
    /// Numbers as a float64 tensor.
    public var collation: Collation<Double, Tensor> {
        Collation({ Tensor($0, dtype: .float64) }, failed: { Tensor(failure: $0) })
    }
}

extension Dataset where Sample == [Tensor] {
    /// Lists of equally many tensors: a list of stacks. A batch that failed is a single tensor.
    public var collation: Collation<[Tensor], [Tensor]> {
        Collation(
            { samples in
                let length = samples.first?.count ?? 0
                guard samples.allSatisfy({ $0.count == length }) else {
                    throw TensorError("DataLoader", "each element in list of batch should be of equal size")
                }
                return try (0..<length).map { part in try .stack(samples.map { $0[part] }) }
            },
            failed: { [Tensor(failure: $0)] })
    }
}

extension Dataset where Sample == [String: Tensor] {
    /// Dictionaries with the same keys: a dictionary of stacks. A batch that failed has the one key `error`.
    public var collation: Collation<[String: Tensor], [String: Tensor]> {
        Collation(
            { samples in
                guard let first = samples.first else { return [:] }
                let pairs = try first.keys.map { key in
                    let parts = try samples.map { sample in
                        guard let part = sample[key] else {
                            throw TensorError(.index, "DataLoader", "'\(key)'", hint: "a sample lacks this key")
                        }
                        return part
                    }
                    return (key, try Tensor.stack(parts))
                }
                return Dictionary(uniqueKeysWithValues: pairs)
            },
            failed: { ["error": Tensor(failure: $0)] })
    }
}
