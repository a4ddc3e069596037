/// A mean that grows with each value, such as the loss of an epoch so far: each batch counts by its samples.
public struct RunningMean: Sendable {
    /// The weighted sum.
    public internal(set) var sum = 0.0
    /// The sum of the weights.
    public internal(set) var weight = 0.0

    /// A mean of nothing yet.
    public init() {}

    /// Takes in a value.
    ///
    /// - Parameter weight: how much it counts, for example the batch's samples. Default 1.
    public mutating func update(_ value: Double, weight: Double = 1) {
        sum += value * weight
        self.weight += weight
    }

    /// The mean; NaN of nothing.
    public var value: Double { sum / weight }
}
