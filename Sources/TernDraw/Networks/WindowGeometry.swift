import TernCore
import TernNN

/// Where the windows of a convolution or pooling lie along one dimension.
struct WindowGeometry: Sendable {
    /// Elements of the input.
    let size: Int
    /// Windows.
    let count: Int
    /// Taps of a window.
    let kernel: Int
    let stride: Int
    let dilation: Int
    /// Elements added before the input.
    let before: Int
    /// Elements added behind it.
    let after: Int

    /// The places that a window takes, counted from the input's first element.
    func taps(_ window: Int) -> [Int] { (0..<kernel).map { window * stride - before + $0 * dilation } }

    /// All places with padding; a window of a pooling in ceil mode may stick out farther.
    var places: Range<Int> { -before..<max(size + after, (taps(max(count - 1, 0)).last ?? 0) + 1) }

    /// The places that any window takes.
    var taken: Set<Int> { Set((0..<count).flatMap(taps)) }

    /// Refuses a padding of more cells than can be told apart, before anything is computed with it.
    static func check(_ padding: [Int]) throws {
        guard let wide = padding.first(where: { $0 > 100 }) else { return }
        throw TensorError(.value, "WindowFigure", "expected a padding of at most 100 pixels, but got \(wide)")
    }

    /// Height and width of what a convolution's windows do, and those of its result.
    static func pair(_ conv: Conv2d, _ size: [Int], _ result: [Int]) throws -> [WindowGeometry] {
        let (kernel, dilation) = (conv.kernelSize.values, conv.dilation.values)
        let widths: [(Int, Int)] = (0..<2).map { dim in
            let reach = (value(dilation, dim)) * (value(kernel, dim) - 1)
            switch conv.padding {
            case .size(let size): return (value(size.values, dim), value(size.values, dim))
            case .rule(let rule): return rule == "same" ? (reach / 2, reach - reach / 2) : (0, 0)
            }
        }
        return pair(size, result, kernel, conv.stride.values, dilation, widths)
    }

    /// The same of a pooling.
    static func pair(_ pool: MaxPool2d, _ size: [Int], _ result: [Int]) throws -> [WindowGeometry] {
        let widths = (0..<2).map { (value(pool.padding.values, $0), value(pool.padding.values, $0)) }
        return pair(size, result, pool.kernelSize.values, pool.stride.values, pool.dilation.values, widths)
    }

    private static func pair(
        _ size: [Int], _ result: [Int], _ kernel: [Int], _ stride: [Int], _ dilation: [Int], _ widths: [(Int, Int)]
    ) -> [WindowGeometry] {
        (0..<2).map { dim in
            WindowGeometry(
                size: size[dim], count: result[dim], kernel: value(kernel, dim), stride: value(stride, dim),
                dilation: value(dilation, dim), before: widths[dim].0, after: widths[dim].1)
        }
    }

    /// One number counts for all dimensions.
    private static func value(_ values: [Int], _ dim: Int) -> Int { values.count == 1 ? values[0] : values[dim] }
}
