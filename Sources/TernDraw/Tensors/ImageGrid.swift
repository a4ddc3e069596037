import TernCore

/// Pictures in rows and columns: samples of a data set, filters of a layer, channels of an activation.
public struct ImageGrid: Drawing, Sendable {
    /// What stands below each picture; none, or one each.
    public let captions: [String]
    /// What stands above.
    public var title: String

    private let images: [ImagePixels]
    private let columns: Int
    private let scale: Double

    /// A grid of pictures.
    ///
    /// Shapes: [N, C, H, W] with 1, 3 or 4 channels, or [N, H, W] of grey pictures.
    ///
    /// - Parameters:
    ///   - images: uint8, or other numbers of which `range` says what is black and white.
    ///   - captions: what stands below each. Default nothing.
    ///   - title: what stands above. Default nothing.
    ///   - columns: pictures in a row. Default 8.
    ///   - range: the numbers of black and white. Default 0 to 255 for uint8, 0 to 1 where all numbers are within, else the smallest and
    ///     the largest number.
    /// - Throws: `TensorError` for another shape, or another number of captions.
    /// - Source: `torchvision.utils.make_grid`.
    public init(
        _ images: Tensor, captions: [String] = [], title: String = "", columns: Int = 8,
        range: ClosedRange<Double>? = nil
    ) throws {
        try images.validate()
        let shape = images.ndim == 3 ? [images.shape[0], 1] + images.shape[1...] : images.shape
        guard shape.count == 4, [1, 3, 4].contains(shape[1]), columns > 0 else {
            throw TensorError(
                .value, "ImageGrid", "expected [N, C, H, W] with 1, 3 or 4 channels, or [N, H, W]",
                shapes: ["images": images.shape])
        }
        guard [0, shape[0]].contains(captions.count) else {
            throw TensorError(.value, "ImageGrid", "\(captions.count) captions for \(shape[0]) images")
        }
        let values = try images.reshape(shape).permute(0, 2, 3, 1).array(of: Double.self)
        let range = range ?? ImageGrid.range(values, images.dtype)
        let width = range.upperBound / 2 - range.lowerBound / 2
        let bytes = values.map { value -> UInt8 in
            let part = width > 0 ? (value / 2 - range.lowerBound / 2) / width : 0.5
            return part.isNaN ? 0 : UInt8((min(max(part, 0), 1) * 255).rounded())
        }
        let size = shape[1] * shape[2] * shape[3]
        self.images = (0..<shape[0]).map {
            ImagePixels(
                height: shape[2], width: shape[3], channels: shape[1], bytes: Array(bytes[$0 * size..<($0 + 1) * size]))
        }
        self.columns = max(min(columns, shape[0]), 1)
        self.captions = captions
        self.title = title
        scale = ImageGrid.scale(shape[2], shape[3], columns: self.columns)
    }

    /// The grid as an SVG document. Each picture is an embedded PNG.
    public var svg: String {
        var canvas = SVGCanvas()
        let top = title.isEmpty ? 10.0 : 34
        let (high, wide) = (Double(images.first?.height ?? 0) * scale, Double(images.first?.width ?? 0) * scale)
        let caption = captions.isEmpty ? 0.0 : 16
        let total = max(Double(columns) * (wide + 6) + 14, title.isEmpty ? 60 : 240)
        if !title.isEmpty {
            canvas.text(SVGText.fitted(title, to: total - 20, size: 14), 10, 22, size: 14, bold: true)
        }
        for (index, image) in images.enumerated() {
            let (x, y) = (
                10 + Double(index % columns) * (wide + 6), top + Double(index / columns) * (high + 6 + caption)
            )
            if let png = image.base64 { canvas.image(base64: png, x, y, wide, high) }
            canvas.rectangle(x, y, wide, high, stroke: "currentColor", strokeWidth: 0.4)
            if caption > 0 {
                let label = SVGText.fitted(captions[index], to: wide + 4, size: 11)
                canvas.text(label, x + wide / 2, y + high + 12, anchor: .middle, size: 11)
            }
        }
        let rows = Double((images.count + columns - 1) / columns)
        let height = top + rows * (high + 6 + caption) + 6
        return canvas.document(width: total, height: height, title: title.isEmpty ? "\(images.count) images" : title)
    }

    /// The pictures as half blocks in colours, or as shades where there are no colours.
    public func text(for terminal: Terminal) -> String {
        var lines = title.isEmpty ? [] : [Terminal.plain(title)]
        guard let first = images.first, first.width > 0, first.height > 0 else { return lines.joined(separator: "\n") }
        let isColored = terminal.hasColors && terminal.isUnicode
        let wide = isColored ? first.width : first.width * 2
        let count = max(1, (terminal.columns + 1) / (wide + 1))
        for start in stride(from: 0, to: images.count, by: count) {
            let row = images[start..<min(start + count, images.count)].map { image -> [String] in
                isColored ? ImageGrid.halfBlocks(image) : ImageGrid.shades(image, terminal)
            }
            for line in row[0].indices {
                lines.append(row.map { $0[line] }.joined(separator: " ").withoutTrailingSpaces)
            }
            if !captions.isEmpty {
                let names = captions[start..<min(start + count, images.count)].map {
                    String(Terminal.plain($0).prefix(wide)).padded(to: wide)
                }
                lines.append(names.joined(separator: " ").withoutTrailingSpaces)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func range(_ values: [Double], _ dtype: DType) -> ClosedRange<Double> {
        let finite = values.filter(\.isFinite)
        guard dtype != .uint8, let low = finite.min(), let high = finite.max() else { return 0...255 }
        return low >= 0 && high <= 1 ? 0...1 : low...high
    }

    /// Whole screen pixels for each pixel, so that small pictures are large enough to see.
    private static func scale(_ height: Int, _ width: Int, columns: Int) -> Double {
        let largest = Double(max(height, width, 1))
        let fitting = min(96 / largest, 760 / Double(max(width * columns, 1)))
        return fitting >= 1 ? min(fitting.rounded(.down), 16) : max(fitting, 0.05)
    }

    /// Two rows of pixels a line: the upper one as the letter's colour, the lower one behind it.
    private static func halfBlocks(_ image: ImagePixels) -> [String] {
        stride(from: 0, to: image.height, by: 2).map { row in
            (0..<image.width).map { column -> String in
                let upper = image.color(row, column).map(String.init).joined(separator: ";")
                guard row + 1 < image.height else { return "\u{1B}[38;2;\(upper)m▀" }
                let lower = image.color(row + 1, column).map(String.init).joined(separator: ";")
                return "\u{1B}[38;2;\(upper);48;2;\(lower)m▀"
            }.joined() + "\u{1B}[0m"
        }
    }

    private static func shades(_ image: ImagePixels, _ terminal: Terminal) -> [String] {
        let shades = Array(terminal.isUnicode ? " ░▒▓█" : " .:-=+*#%@")
        return (0..<image.height).map { row in
            (0..<image.width).map { column in
                let index = Int(image.brightness(row, column) / 256 * Double(shades.count))
                return String(repeating: shades[min(index, shades.count - 1)], count: 2)
            }.joined()
        }
    }
}
