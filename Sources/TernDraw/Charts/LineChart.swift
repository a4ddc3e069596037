import TernCore

/// Curves of numbers: learning curves and the like.
///
/// ```swift
/// let chart = LineChart(["training": losses, "validation": validationLosses], title: "Loss", xLabel: "epoch", from: 1)
/// print(chart)
/// try chart.save(to: file)
/// ```
///
/// NaN and infinities leave gaps, as do numbers that are not positive on a logarithmic axis. A point between two gaps is a dot.
public struct LineChart: Drawing, Sendable {
    /// One curve.
    public struct Series: Sendable {
        /// Its name in the legend.
        public var name: String
        /// Its points in the order in which they are joined.
        public var points: [(x: Double, y: Double)]

        /// A curve through points.
        public init(_ name: String, _ points: [(x: Double, y: Double)]) {
            self.name = name
            self.points = points
        }

        /// A curve through evenly spaced numbers.
        ///
        /// - Parameters:
        ///   - name: its name in the legend.
        ///   - values: the numbers.
        ///   - from: the place of the first. Default 0.
        ///   - by: the distance between two. Default 1.
        public init(_ name: String, _ values: [Double], from: Double = 0, by: Double = 1) {
            self.init(name, values.enumerated().map { (from + Double($0.offset) * by, $0.element) })
        }

        /// A curve through the elements of a tensor.
        ///
        /// Shapes: y [N], x [N].
        ///
        /// - Parameters:
        ///   - name: its name in the legend.
        ///   - y: the numbers.
        ///   - x: their places. Default 0, 1, ….
        /// - Throws: `TensorError` unless both have one dimension of the same extent.
        public init(_ name: String, _ y: Tensor, x: Tensor? = nil) throws {
            let heights = try y.validated().array(of: Double.self)
            guard y.ndim == 1, x == nil || x?.shape == y.shape else {
                throw TensorError(
                    .value, "LineChart", "x and y must have same first dimension, and be 1D",
                    shapes: ["x": x?.shape ?? y.shape, "y": y.shape])
            }
            guard let x else {
                self.init(name, heights)
                return
            }
            self.init(name, Array(zip(try x.array(of: Double.self), heights)).map { ($0, $1) })
        }
    }

    /// The curves, drawn in order.
    public var series: [Series]
    /// What stands above.
    public var title: String
    /// What stands below the horizontal axis.
    public var xLabel: String
    /// What stands beside the vertical axis.
    public var yLabel: String
    /// The scale of the horizontal axis.
    public var xScale: AxisScale
    /// The scale of the vertical axis.
    public var yScale: AxisScale
    /// The width of the SVG picture in pixels; drawn as 100 at least and 10000 at most.
    public var width: Double
    /// Its height, within the same limits.
    public var height: Double

    /// A chart of these curves.
    ///
    /// - Parameters:
    ///   - series: the curves, drawn in order.
    ///   - title: what stands above. Default nothing.
    ///   - xLabel: what stands below the horizontal axis. Default nothing.
    ///   - yLabel: what stands beside the vertical axis. Default nothing.
    ///   - xScale: the scale of the horizontal axis. Default linear.
    ///   - yScale: the scale of the vertical axis. Default linear.
    ///   - width: the width of the SVG picture in pixels. Default 640.
    ///   - height: its height. Default 360.
    public init(
        _ series: [Series], title: String = "", xLabel: String = "", yLabel: String = "", xScale: AxisScale = .linear,
        yScale: AxisScale = .linear, width: Double = 640, height: Double = 360
    ) {
        self.series = series
        self.title = title
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.xScale = xScale
        self.yScale = yScale
        self.width = width
        self.height = height
    }

    /// A chart of evenly spaced numbers with names.
    ///
    /// - Parameters:
    ///   - values: name and numbers of each curve.
    ///   - title: what stands above. Default nothing.
    ///   - xLabel: what stands below the horizontal axis. Default nothing.
    ///   - yLabel: what stands beside the vertical axis. Default nothing.
    ///   - from: the place of each curve's first number. Default 0.
    ///   - by: the distance between two numbers. Default 1.
    ///   - yScale: the scale of the vertical axis. Default linear.
    public init(
        _ values: KeyValuePairs<String, [Double]>, title: String = "", xLabel: String = "", yLabel: String = "",
        from: Double = 0, by: Double = 1, yScale: AxisScale = .linear
    ) {
        self.init(
            values.map { Series($0.key, $0.value, from: from, by: by) }, title: title, xLabel: xLabel, yLabel: yLabel,
            yScale: yScale)
    }

    /// The axes that show all points which have a place on both.
    func axes(margin: Double) -> (x: Axis, y: Axis) {
        let points = series.flatMap(\.points).filter { point in
            point.x.isFinite && point.y.isFinite && (xScale == .linear || point.x > 0)
                && (yScale == .linear || point.y > 0)
        }
        return (
            Axis(points.map(\.x), scale: xScale), Axis(points.map(\.y), scale: yScale, margin: margin)
        )
    }

    /// The name of the picture.
    var heading: String {
        title.isEmpty ? series.map(\.name).filter { !$0.isEmpty }.joined(separator: ", ") : title
    }
}
