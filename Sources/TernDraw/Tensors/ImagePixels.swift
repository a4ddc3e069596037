import Foundation
import TernCore
import TernFormats

/// A picture's bytes, channels side by side.
struct ImagePixels: Sendable {
    let height: Int
    let width: Int
    let channels: Int
    let bytes: [UInt8]

    /// A PNG file in base 64; nil for a picture without pixels.
    var base64: String? {
        guard let tensor = try? Tensor(bytes, shape: [height, width, channels]).permute(2, 0, 1),
            let png = try? PNG.encode(tensor)
        else { return nil }
        return Data(png).base64EncodedString()
    }

    /// Red, green and blue of one pixel.
    func color(_ row: Int, _ column: Int) -> [UInt8] {
        let start = (row * width + column) * channels
        return channels < 3 ? [UInt8](repeating: bytes[start], count: 3) : Array(bytes[start..<start + 3])
    }

    /// How bright one pixel is, from 0 to 255.
    func brightness(_ row: Int, _ column: Int) -> Double {
        let color = color(row, column).map(Double.init)
        return color[0] * 0.299 + color[1] * 0.587 + color[2] * 0.114
    }
}
