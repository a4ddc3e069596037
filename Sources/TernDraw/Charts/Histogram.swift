import TernCore

/// How often a tensor's elements fall into ranges of equal width.
public struct Histogram: Drawing, Sendable {
    /// The number of elements in each range.
    public let counts: [Int]
    /// The ends of the ranges, one more than there are ranges.
    public let edges: [Double]
    /// Elements that are NaN, infinite or outside.
    public let leftOut: Int
    /// What stands above.
    public var title: String

    /// The histogram of all elements.
    ///
    /// - Parameters:
    ///   - tensor: any shape.
    ///   - bins: how many ranges, a million at most. Default 30.
    ///   - range: where the first begins and the last ends. Default the smallest and the largest number.
    ///   - title: what stands above. Default nothing.
    /// - Throws: `TensorError` when bins is not positive or too large, or the range not finite.
    /// - Source: `torch.histc`, `numpy.histogram`.
    public init(_ tensor: Tensor, bins: Int = 30, range: ClosedRange<Double>? = nil, title: String = "") throws {
        guard bins > 0 else { throw TensorError("histc", "bins must be > 0") }
        guard bins <= 1_000_000 else { throw TensorError(.value, "histc", "bins must be <= 1000000, but got \(bins)") }
        if let range, !range.lowerBound.isFinite || !range.upperBound.isFinite {
            throw TensorError("histc", "torch.histc: range of [\(range.lowerBound), \(range.upperBound)] is not finite")
        }
        let values = try tensor.array(of: Double.self)
        let finite = values.filter(\.isFinite)
        var (low, high) = (range?.lowerBound ?? finite.min() ?? 0, range?.upperBound ?? finite.max() ?? 1)
        if low == high { (low, high) = (low - 0.5, high + 0.5) }
        var counts = [Int](repeating: 0, count: bins)
        for value in finite where value >= low && value <= high {
            let part = (value / 2 - low / 2) / (high / 2 - low / 2)
            counts[part.isFinite ? min(Int(part * Double(bins)), bins - 1) : 0] += 1
        }
        self.counts = counts
        leftOut = values.count - counts.reduce(0, +)
        edges = (0...bins).map { index in
            let part = Double(index) / Double(bins)
            return low * (1 - part) + high * part
        }
        self.title = title
    }

    /// The histogram as an SVG document.
    public var svg: String {
        var canvas = SVGCanvas()
        let labels = PlotFrame.Labels(title: title, x: note, y: "count")
        let frame = PlotFrame(
            &canvas, width: 640, height: 320, x: Axis(edges),
            y: Axis(counts.map(Double.init), margin: 0.04, fromZero: true),
            labels: labels)
        for (index, count) in counts.enumerated() where count > 0 {
            guard let left = frame.placeX(edges[index]), let right = frame.placeX(edges[index + 1]),
                let top = frame.placeY(Double(count))
            else { continue }
            canvas.rectangle(
                left + 0.5, top, max(right - left - 1, 0.5), frame.bottom - top, fill: Palette.color(0),
                note: "\(NumberLabel.text(edges[index])) to \(NumberLabel.text(edges[index + 1])): \(count)")
        }
        return canvas.document(width: 640, height: 320, title: title.isEmpty ? "histogram" : title)
    }

    /// A bar of blocks for each range.
    public func text(for terminal: Terminal) -> String {
        let step = edges.count > 1 ? edges[1] - edges[0] : 1
        let names = NumberLabel.texts(Array(edges.dropLast()), step: step / 10)
        let bars = zip(names, counts).map { (name: $0, value: Double($1)) }
        let around = [title, note].filter { !$0.isEmpty }.map(Terminal.plain)
        return (around + TextBars.lines(bars, terminal)).joined(separator: "\n")
    }

    private var note: String { leftOut == 0 ? "" : "\(leftOut) not shown (nan, inf or outside)" }
}
