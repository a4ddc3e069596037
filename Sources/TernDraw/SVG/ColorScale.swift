/// Colours for numbers: dark to light where all have one sign, blue over white to red where zero lies between them.
struct ColorScale {
    /// The number of the first colour.
    let lower: Double
    /// The number of the last colour.
    let upper: Double

    private let anchors: [RGB]

    /// Red, green and blue from 0 to 255.
    struct RGB {
        var red: Double
        var green: Double
        var blue: Double

        /// As SVG writes it.
        var text: String {
            let bytes = [red, green, blue].map { Int($0.rounded()) }
            return "#" + bytes.map { String($0 + 256, radix: 16).dropFirst() }.joined()
        }

        /// The colour in which letters on it can be read.
        var ink: String { red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? "#101010" : "#ffffff" }
    }

    /// The scale of these numbers.
    ///
    /// - Parameter fromZero: whether zero has the first colour, as for counts.
    init(_ values: [Double], fromZero: Bool = false) {
        let finite = values.filter(\.isFinite)
        let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
        if low < 0, high > 0 {
            (lower, upper) = (-max(-low, high), max(-low, high))
            anchors = ColorScale.diverging
        } else {
            (lower, upper) = (fromZero ? min(low, 0) : low, fromZero ? max(high, 0) : high)
            anchors = ColorScale.sequential
        }
    }

    /// A number's colour; nil for NaN.
    func color(_ value: Double) -> RGB? {
        guard !value.isNaN else { return nil }
        let range = upper / 2 - lower / 2
        let part = range > 0 ? min(max((value / 2 - lower / 2) / range, 0), 1) : 0.5
        let place = part * Double(anchors.count - 1)
        let index = min(Int(place), anchors.count - 2)
        let (a, b, weight) = (anchors[index], anchors[index + 1], place - Double(index))
        return RGB(
            red: a.red + (b.red - a.red) * weight, green: a.green + (b.green - a.green) * weight,
            blue: a.blue + (b.blue - a.blue) * weight)
    }

    /// Matplotlib's viridis at nine places.
    private static let sequential = [
        RGB(red: 68, green: 1, blue: 84), RGB(red: 71, green: 44, blue: 122), RGB(red: 59, green: 81, blue: 139),
        RGB(red: 44, green: 113, blue: 142), RGB(red: 33, green: 144, blue: 141), RGB(red: 39, green: 173, blue: 129),
        RGB(red: 92, green: 200, blue: 99), RGB(red: 170, green: 220, blue: 50), RGB(red: 253, green: 231, blue: 37),
    ]

    private static let diverging = [
        RGB(red: 33, green: 102, blue: 172), RGB(red: 146, green: 197, blue: 222), RGB(red: 247, green: 247, blue: 247),
        RGB(red: 244, green: 165, blue: 130), RGB(red: 178, green: 24, blue: 43),
    ]
}
