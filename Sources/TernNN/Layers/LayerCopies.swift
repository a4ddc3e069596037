import TernCore

/// Layers that are made in a number that the caller chooses.
enum LayerCopies {
    /// What a parameter costs beside its elements: objects and the allocator's least piece.
    private static let bytesPerParameter = 2048

    /// Refuses a stack whose parameters do not fit into memory before the first of them is made.
    ///
    /// - Parameters:
    ///   - count: how many layers there are.
    ///   - parameters: the parameters of each.
    ///   - elements: the elements of them together.
    static func requireRoom(
        _ count: Int, parameters: Int, elements: CheckedInt, dtype: DType, _ operation: String
    ) throws {
        let bytes = elements * dtype.itemSize + CheckedInt(parameters) * bytesPerParameter
        try CPUBackend.requireRoom(for: bytes * Swift.max(count, 0), operation)
    }

    /// That many copies of a layer.
    static func copies<Layer: Module>(of layer: Layer, _ count: Int, _ copy: (Layer) throws -> Layer) throws -> [Layer]
    {
        let parameters = layer.parameters
        try requireRoom(
            count, parameters: parameters.count, elements: CheckedInt.sum(parameters.map(\.tensor.count)),
            dtype: .float32, "\(Layer.self)")
        return try (0..<Swift.max(count, 0)).map { _ in try copy(layer) }
    }
}
