import TernCore

extension Init {
    /// The initial weight of torch's linear and convolution layers: uniform within +-1/sqrt(fan in).
    ///
    /// Computed as torch does, by way of `kaimingUniform(a: sqrt(5))`: that fixes the last bit. A weight without
    /// elements draws nothing.
    package static func defaultWeight(
        _ shape: [Int], dtype: DType, device: Device, generator: Generator = .default
    ) -> Tensor {
        if shape.contains(0) { return .empty(shape, dtype: dtype, device: device) }
        let fanIn = shape.dropFirst().reduce(1.0) { $0 * Double($1) }
        let slope = (5.0).squareRoot()
        let deviation = (2 / (1 + slope * slope)).squareRoot() / fanIn.squareRoot()
        let bound = (3.0).squareRoot() * deviation
        return .uniform(shape, low: -bound, high: bound, dtype: dtype, device: device, generator: generator)
    }

    /// The initial bias of torch's linear and convolution layers: uniform within +-1/sqrt(fan in), 0 without inputs.
    package static func defaultBias(
        _ count: Int, fanIn: Int, dtype: DType, device: Device, generator: Generator = .default
    ) -> Tensor {
        let bound = fanIn > 0 ? 1 / Double(fanIn).squareRoot() : 0
        return .uniform([count], low: -bound, high: bound, dtype: dtype, device: device, generator: generator)
    }
}
