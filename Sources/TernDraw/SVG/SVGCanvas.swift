/// Collects the elements of an SVG document. x grows to the right and y downwards, in pixels.
struct SVGCanvas {
    /// The size of letters, where nothing else is said.
    static let fontSize = 12.0

    /// How a text stands to its point.
    enum Anchor: String {
        case start
        case middle
        case end
    }

    private var body = ""

    mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String = "currentColor", width: Double = 1,
        opacity: Double? = nil, dash: String? = nil
    ) {
        element(
            "line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", color, "stroke-width", width, "stroke-opacity",
            opacity, "stroke-dasharray", dash)
    }

    mutating func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String = "none", stroke: String? = nil,
        strokeWidth: Double? = nil, radius: Double? = nil, opacity: Double? = nil, note: String? = nil
    ) {
        element(
            "rect", "x", x, "y", y, "width", width, "height", height, "rx", radius, "fill", fill, "fill-opacity",
            opacity, "stroke", stroke, "stroke-width", strokeWidth, note: note)
    }

    mutating func circle(_ x: Double, _ y: Double, radius: Double, fill: String, note: String? = nil) {
        element("circle", "cx", x, "cy", y, "r", radius, "fill", fill, note: note)
    }

    /// A line through points; `fill` closes it.
    mutating func path(
        _ points: [(x: Double, y: Double)], color: String = "currentColor", width: Double = 1.5, fill: String = "none",
        opacity: Double? = nil, dash: String? = nil
    ) {
        guard let first = points.first else { return }
        var data = "M\(SVGText.number(first.x)) \(SVGText.number(first.y))"
        for point in points.dropFirst() { data += "L\(SVGText.number(point.x)) \(SVGText.number(point.y))" }
        element(
            "path", "d", data, "fill", fill, "stroke", color, "stroke-width", width, "stroke-linejoin", "round",
            "stroke-opacity", opacity, "stroke-dasharray", dash)
    }

    /// A line of text whose baseline is at y. `turn` is in degrees, clockwise.
    mutating func text(
        _ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, size: Double? = nil, bold: Bool = false,
        color: String? = nil, opacity: Double? = nil, turn: Double? = nil
    ) {
        guard !text.isEmpty else { return }
        let turned = turn.map { "rotate(\(SVGText.number($0)) \(SVGText.number(x)) \(SVGText.number(y)))" }
        element(
            "text", "x", x, "y", y, "text-anchor", anchor == .start ? nil : anchor.rawValue, "font-size", size,
            "font-weight", bold ? "600" : nil, "fill", color, "fill-opacity", opacity, "transform", turned,
            content: SVGText.escaped(text))
    }

    /// Pixels from a PNG file's bytes in base 64, drawn with sharp edges.
    mutating func image(base64 png: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        element(
            "image", "x", x, "y", y, "width", width, "height", height, "style", "image-rendering:pixelated",
            "preserveAspectRatio", "none", "href", "data:image/png;base64,\(png)")
    }

    /// The whole document.
    ///
    /// - Parameter title: what a screen reader says the picture is.
    func document(width: Double, height: Double, title: String) -> String {
        let (w, h) = (SVGText.number(width), SVGText.number(height))
        // The root is this document when it is opened alone; inside a page it is the page, whose colour stays.
        let style = "svg:root{color:#1f2328}@media(prefers-color-scheme:dark){svg:root{color:#e6edf3}}"
        let font = "system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(w)" height="\(h)" viewBox="0 0 \(w) \(h)" role="img" \
            font-family="\(font)" font-size="\(SVGText.number(Self.fontSize))" fill="currentColor">
            <title>\(SVGText.escaped(title))</title><style>\(style)</style>
            \(body)</svg>

            """
    }

    /// An element with the attributes that are not nil.
    private mutating func element(
        _ name: String, _ attributes: (any SVGAttribute)?..., note: String? = nil, content: String = ""
    ) {
        body += "<\(name)"
        for index in stride(from: 0, to: attributes.count - 1, by: 2) {
            if let key = attributes[index], let value = attributes[index + 1] {
                body += " \(key.attributeText)=\"\(value.attributeText)\""
            }
        }
        let inner = (note.map { "<title>\(SVGText.escaped($0))</title>" } ?? "") + content
        body += inner.isEmpty ? "/>\n" : ">\(inner)</\(name)>\n"
    }
}

/// What an attribute's value can be.
private protocol SVGAttribute {
    var attributeText: String { get }
}

extension String: SVGAttribute {
    fileprivate var attributeText: String { self }
}

extension Double: SVGAttribute {
    fileprivate var attributeText: String { SVGText.number(self) }
}
