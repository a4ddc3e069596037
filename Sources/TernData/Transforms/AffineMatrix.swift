import Foundation

/// A map of places in a result to places in an image, in pixels from the middle.
struct AffineMatrix {
    /// x' = a x + b y + c, y' = d x + e y + f, in that order.
    let values: [Double]

    /// The inverse of turning by `angle` degrees, shearing, scaling and moving around `center`.
    init(
        center: (x: Double, y: Double), angle: Double, translate: (x: Double, y: Double) = (0, 0), scale: Double = 1,
        shear: (x: Double, y: Double) = (0, 0)
    ) {
        func radians(_ degrees: Double) -> Double { degrees * (.pi / 180) }
        let (turn, shearX, shearY) = (radians(angle), radians(shear.x), radians(shear.y))
        let (x, y) = (center.x + translate.x, center.y + translate.y)
        let a = cos(turn - shearY) / cos(shearY)
        let b = -(a * tan(shearX) + sin(turn))
        let c = sin(turn - shearY) / cos(shearY)
        let d = cos(turn) - c * tan(shearX)
        let linear = (d / scale, -b / scale, -c / scale, a / scale)
        values = [
            linear.0, linear.1, center.x - linear.0 * x - linear.1 * y,
            linear.2, linear.3, center.y - linear.2 * x - linear.3 * y,
        ]
    }

    /// The extent that holds all of a turned image.
    func extent(around width: Int, _ height: Int) -> (width: Int, height: Int) {
        let (halfWidth, halfHeight) = (Float(width) / 2, Float(height) / 2)
        let m = values.map { Float($0) }
        let corners = [(-1, -1), (-1, 1), (1, 1), (1, -1)].map { corner -> (x: Float, y: Float) in
            let (x, y) = (Float(corner.0) * halfWidth, Float(corner.1) * halfHeight)
            return (m[0] * x + m[1] * y + m[2] + halfWidth, m[3] * x + m[4] * y + m[5] + halfHeight)
        }
        // Rounding must not make an image a pixel wider.
        func span(_ places: [Float]) -> Int {
            let (low, high) = (places.min() ?? 0, places.max() ?? 0)
            let grid: Float = 1e-4
            let first = ((low / grid).rounded(.towardZero) * grid).rounded(.down)
            let last = ((high / grid).rounded(.towardZero) * grid).rounded(.up)
            return Int(last - first)
        }
        return (span(corners.map(\.x)), span(corners.map(\.y)))
    }
}
