import Foundation
import TernCore

/// Images turned, moved, scaled and mirrored at random, each in its own way: what makes a few training images go a long way.
///
/// Shapes: [N, C, H, W] of a floating-point type -> the same. What lies outside an image counts as 0; values between pixels are
/// bilinear. Each image draws its numbers from the default generator.
public struct ImageAugmentation: Sendable, Equatable {
    /// The largest angle, in degrees, in either direction.
    public var rotation: Double
    /// The largest shift, in pixels, in each direction.
    public var shift: Double
    /// The largest relative change of size.
    public var scale: Double
    /// Whether half of the images are mirrored left to right.
    public var flip: Bool
    /// Whether shifts are whole pixels, so that images that are only shifted stay sharp.
    public var wholePixels: Bool

    /// - Parameters:
    ///   - rotation: the largest angle, in degrees. Default 0.
    ///   - shift: the largest shift, in pixels. Default 0.
    ///   - scale: the largest relative change of size. Default 0.
    ///   - flip: whether half of the images are mirrored. Default false.
    ///   - wholePixels: whether shifts are whole pixels. Default false.
    public init(
        rotation: Double = 0, shift: Double = 0, scale: Double = 0, flip: Bool = false, wholePixels: Bool = false
    ) {
        (self.rotation, self.shift, self.scale) = (rotation, shift, scale)
        (self.flip, self.wholePixels) = (flip, wholePixels)
    }

    /// The images, changed.
    ///
    /// - Throws: `TensorError` unless they have four dimensions and a floating-point type.
    public func callAsFunction(_ images: Tensor) throws -> Tensor {
        try images.validate()
        guard images.ndim == 4, images.dtype.isFloatingPoint else {
            throw TensorError(
                .value, "ImageAugmentation", "Expected floating-point images [N, C, H, W]",
                shapes: ["images": images.shape])
        }
        let (count, channels, height, width) = (
            images.shape[0], images.shape[1], images.shape[2], images.shape[3]
        )
        let pixels = try images.array(of: Float.self)
        let draws = try Tensor.rand([count, 5]).array(of: Float.self)
        let size = channels * height * width
        var result = [Float](repeating: 0, count: pixels.count)
        pixels.withUnsafeBufferPointer { source in
            result.withUnsafeMutableBufferPointer { target in
                for image in 0..<count {
                    let map = placement(draws[5 * image..<5 * image + 5], height, width)
                    for plane in 0..<channels {
                        let start = image * size + plane * height * width
                        map.fill(target, from: source, at: start, height, width)
                    }
                }
            }
        }
        return try Tensor(result, shape: images.shape).to(images.dtype)
    }

    /// Where an image's pixels come from, by five numbers in 0 ..< 1.
    private func placement(_ draws: ArraySlice<Float>, _ height: Int, _ width: Int) -> Placement {
        let signed = draws.map { 2 * $0 - 1 }
        let angle = signed[0] * Float(rotation) * .pi / 180
        let factor = 1 / (1 + signed[1] * Float(scale))
        var (dx, dy) = (signed[2] * Float(shift), signed[3] * Float(shift))
        if wholePixels {
            // Every whole shift is as probable as any other.
            let steps = Float(shift).rounded(.down)
            dx = (dx / Float(max(shift, 1e-9)) * (steps + 0.5)).rounded()
            dy = (dy / Float(max(shift, 1e-9)) * (steps + 0.5)).rounded()
        }
        let mirror: Float = flip && signed[4] < 0 ? -1 : 1
        let (c, s) = (cos(angle) * factor, sin(angle) * factor)
        let (middleX, middleY) = (Float(width - 1) / 2, Float(height - 1) / 2)
        return Placement(
            xx: c * mirror, xy: -s * mirror, x0: middleX - mirror * (c * (middleX + dx) - s * (middleY + dy)), yx: s,
            yy: c, y0: middleY - s * (middleX + dx) - c * (middleY + dy))
    }
}

/// Pixel (x, y) comes from (xx * x + xy * y + x0, yx * x + yy * y + y0).
private struct Placement {
    let xx, xy, x0, yx, yy, y0: Float

    /// Whether every pixel comes from one other: images that are only shifted and mirrored.
    private var isWhole: Bool {
        let isMoved = { (distance: Float) in distance == distance.rounded() && abs(distance) < 1e6 }
        return xy == 0 && yx == 0 && abs(xx) == 1 && yy == 1 && isMoved(x0) && isMoved(y0)
    }

    /// The same as `fill`, without arithmetic.
    private func copyWhole(
        _ target: UnsafeMutableBufferPointer<Float>, from source: UnsafeBufferPointer<Float>, at start: Int,
        _ height: Int, _ width: Int
    ) {
        let (step, left, top) = (Int(xx), Int(x0), Int(y0))
        // The x whose left + step * x lies within a row.
        let columns = step > 0 ? max(0, -left)..<max(0, -left, min(width, width - left)) : mirrored(left, width)
        for y in max(0, -top)..<max(0, -top, min(height, height - top)) {
            let (line, row) = (start + (y + top) * width + left, start + y * width)
            for x in columns { target[row + x] = source[line + step * x] }
        }
    }

    private func mirrored(_ left: Int, _ width: Int) -> Range<Int> {
        let first = max(0, left - width + 1)
        return first..<max(first, min(width, left + 1))
    }

    func fill(
        _ target: UnsafeMutableBufferPointer<Float>, from source: UnsafeBufferPointer<Float>, at start: Int,
        _ height: Int, _ width: Int
    ) {
        if isWhole { return copyWhole(target, from: source, at: start, height, width) }
        for y in 0..<height {
            for x in 0..<width {
                let sourceX = xx * Float(x) + xy * Float(y) + x0
                let sourceY = yx * Float(x) + yy * Float(y) + y0
                guard sourceX > -1, sourceY > -1, sourceX < Float(width), sourceY < Float(height) else { continue }
                let (left, top) = (sourceX.rounded(.down), sourceY.rounded(.down))
                let (fx, fy) = (sourceX - left, sourceY - top)
                var value: Float = 0
                for step in 0...1 {
                    let row = Int(top) + step
                    guard row >= 0, row < height else { continue }
                    let (line, weight) = (start + row * width, step == 0 ? 1 - fy : fy)
                    if left >= 0 { value += (1 - fx) * weight * source[line + Int(left)] }
                    if Int(left) + 1 < width { value += fx * weight * source[line + Int(left) + 1] }
                }
                target[start + y * width + x] = value
            }
        }
    }
}
