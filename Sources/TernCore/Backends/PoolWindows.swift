/// How the windows of a pooling lie along one dimension: output o covers the positions begins[o] ..< ends[o] of the input and
/// counts `shares[o]` of them, which may be more (padding).
package struct PoolAxis: Sendable {
    package var input: Int
    package var begins: [Int]
    package var ends: [Int]
    package var shares: [Int]

    package init(input: Int, begins: [Int], ends: [Int], shares: [Int]) {
        self.input = input
        self.begins = begins
        self.ends = ends
        self.shares = shares
    }

    package var output: Int { begins.count }

    /// A dimension that is not there.
    package static let absent = PoolAxis(input: 1, begins: [0], ends: [1], shares: [1])
}

/// A max pooling over depth, height and width.
package struct MaxPoolPlan: Sendable {
    package var batch: Int
    package var channels: Int
    /// Depth, height, width.
    package var axes: [PoolAxis]
    /// Of the positions that a window covers, every how many-th counts, from the first on.
    package var steps: [Int]

    package init(batch: Int, channels: Int, axes: [PoolAxis], steps: [Int]) {
        self.batch = batch
        self.channels = channels
        self.axes = axes
        self.steps = steps
    }
}

/// An average pooling over depth, height and width.
package struct AvgPoolPlan: Sendable {
    package var batch: Int
    package var channels: Int
    /// Depth, height, width.
    package var axes: [PoolAxis]
    /// What sums are divided by instead of the product of the shares; 0 for that product.
    package var divisor: Int

    package init(batch: Int, channels: Int, axes: [PoolAxis], divisor: Int = 0) {
        self.batch = batch
        self.channels = channels
        self.axes = axes
        self.divisor = divisor
    }
}
