import TernCore

/// The length of a step along a direction at which the strong Wolfe conditions hold: the loss has fallen enough and its slope has
/// become flat enough.
///
/// - Source: torch's `_strong_wolfe`, after Schmidt's minFunc.
struct WolfeSearch {
    /// A length with what is known there.
    private struct Point {
        var length: Double
        var loss: Double
        var gradient: Tensor
        var slope: Double
    }

    private let start: Point
    private let direction: Tensor
    private let evaluate: (Double) throws -> (loss: Double, gradient: Tensor)
    private var evaluations = 0

    private static let decrease = 1e-4
    private static let flatness = 0.9
    private static let smallestChange = 1e-9

    init(
        slope: Double, loss: Double, gradient: Tensor, direction: Tensor,
        evaluate: @escaping (Double) throws -> (loss: Double, gradient: Tensor)
    ) {
        start = Point(length: 0, loss: loss, gradient: gradient, slope: slope)
        self.direction = direction
        self.evaluate = evaluate
    }

    mutating func run(
        from length: Double, maxIterations: Int
    ) throws -> (loss: Double, gradient: Tensor, length: Double, evaluations: Int) {
        var point = try self.point(length)
        var previous = start
        var bracket: [Point] = []
        var isDone = false
        var iteration = 0
        while iteration < maxIterations {
            if hasNotFallen(point) || (iteration > 1 && point.loss >= previous.loss) || point.slope >= 0 {
                let isFlat = !hasNotFallen(point) && !(iteration > 1 && point.loss >= previous.loss) && isFlat(point)
                bracket = isFlat ? [point] : [previous, point]
                isDone = isFlat
                break
            }
            if isFlat(point) {
                bracket = [point]
                isDone = true
                break
            }
            let bounds = (point.length + 0.01 * (point.length - previous.length), point.length * 10)
            let next = WolfeSearch.interpolated(previous, point, bounds)
            previous = point
            point = try self.point(next)
            iteration += 1
        }
        if iteration >= maxIterations { bracket = [start, point] }
        if !isDone { try zoom(&bracket, iteration, maxIterations) }
        let best = bracket.count == 2 && bracket[1].loss < bracket[0].loss ? bracket[1] : bracket[0]
        return (best.loss, best.gradient, best.length, evaluations)
    }

    /// Narrows the bracket down.
    private mutating func zoom(_ bracket: inout [Point], _ iterations: Int, _ maxIterations: Int) throws {
        let size = try direction.abs().max().item()
        var isSlow = false
        var iteration = iterations
        while iteration < maxIterations {
            let (low, high) = bracket[0].loss <= bracket[1].loss ? (0, 1) : (1, 0)
            if abs(bracket[1].length - bracket[0].length) * size < WolfeSearch.smallestChange { break }
            var length = WolfeSearch.interpolated(bracket[0], bracket[1], nil)
            let (left, right) = (
                Swift.min(bracket[0].length, bracket[1].length), Swift.max(bracket[0].length, bracket[1].length)
            )
            let margin = 0.1 * (right - left)
            if Swift.min(right - length, length - left) < margin {
                // Close to an end: twice in a row, or at it, is no progress.
                if isSlow || length >= right || length <= left {
                    length = abs(length - right) < abs(length - left) ? right - margin : left + margin
                    isSlow = false
                } else {
                    isSlow = true
                }
            } else {
                isSlow = false
            }
            let point = try self.point(length)
            iteration += 1
            if hasNotFallen(point) || point.loss >= bracket[low].loss {
                bracket[high] = point
                continue
            }
            let isDone = isFlat(point)
            if !isDone, point.slope * (bracket[high].length - bracket[low].length) >= 0 { bracket[high] = bracket[low] }
            bracket[low] = point
            if isDone { break }
        }
    }

    private mutating func point(_ length: Double) throws -> Point {
        evaluations += 1
        let (loss, gradient) = try evaluate(length)
        return Point(length: length, loss: loss, gradient: gradient, slope: try gradient.dot(direction).item())
    }

    private func hasNotFallen(_ point: Point) -> Bool {
        point.loss > start.loss + WolfeSearch.decrease * point.length * start.slope
    }

    private func isFlat(_ point: Point) -> Bool { abs(point.slope) <= -WolfeSearch.flatness * start.slope }

    /// The minimum of the cubic through two points with their slopes.
    private static func interpolated(_ a: Point, _ b: Point, _ bounds: (Double, Double)?) -> Double {
        let (least, most) = bounds ?? (Swift.min(a.length, b.length), Swift.max(a.length, b.length))
        let d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.length - b.length)
        let square = d1 * d1 - a.slope * b.slope
        guard square >= 0 else { return (least + most) / 2 }
        let d2 = square.squareRoot()
        let minimum =
            a.length <= b.length
            ? b.length - (b.length - a.length) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
            : a.length - (a.length - b.length) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2))
        return Swift.min(Swift.max(minimum, least), most)
    }
}
