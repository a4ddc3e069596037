import TernCore

/// How often numbers fall into TensorBoard's buckets, which grow by a tenth from 1e-12 to 1e20 on either side of zero.
struct HistogramSummary {
    private let low: Double
    private let high: Double
    private let count: Int
    private let sum: Double
    private let sumOfSquares: Double
    private let limits: [Double]
    private let counts: [Double]

    /// The counts of these numbers; those beyond the last bucket are counted in `count` alone.
    init(_ values: [Double]) throws {
        guard !values.isEmpty else { throw TensorError(.value, "add_histogram", "The input has no element.") }
        var counts = [Double](repeating: 0, count: HistogramSummary.bounds.count - 1)
        for value in values { if let bucket = HistogramSummary.bucket(of: value) { counts[bucket] += 1 } }
        guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else {
            throw TensorError(
                .value, "add_histogram", "The histogram is empty, please file a bug report.",
                hint: "no element is a number between -1e20 and 1e20")
        }
        // As in numpy, one NaN makes both ends NaN.
        let isNaN = values.contains { $0.isNaN }
        low = isNaN ? .nan : values.min() ?? .nan
        high = isNaN ? .nan : values.max() ?? .nan
        count = values.count
        sum = values.reduce(0, +)
        sumOfSquares = values.reduce(0) { $0 + $1 * $1 }
        // Only the right ends of buckets are kept, so the first one is empty and ends where the data begins.
        self.counts = [0] + counts[first...last]
        limits = Array(HistogramSummary.bounds[first...last + 1])
    }

    var message: ProtobufMessage {
        var message = ProtobufMessage()
        message.put(1, low)
        message.put(2, high)
        message.put(3, Double(count))
        message.put(4, sum)
        message.put(5, sumOfSquares)
        message.put(6, packed: limits)
        message.put(7, packed: counts)
        return message
    }

    /// The buckets' ends, made by the same multiplications as TensorBoard's.
    private static let bounds: [Double] = {
        var positive: [Double] = []
        var bound = 1e-12
        while bound < 1e20 {
            positive.append(bound)
            bound *= 1.1
        }
        return positive.reversed().map { -$0 } + [0] + positive
    }()

    /// The bucket whose lower end is the last that is not above the number; the last bucket holds its upper end too.
    private static func bucket(of value: Double) -> Int? {
        guard value >= bounds[0], value <= bounds[bounds.count - 1] else { return nil }
        var (low, high) = (0, bounds.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if bounds[middle] <= value { low = middle } else { high = middle }
        }
        return low
    }
}
