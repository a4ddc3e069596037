/// The shown elements of a tensor as text, and the column width that they ask for.
///
/// One format is chosen for all of them. A text that is longer than the width sticks out.
struct ElementTexts {
    let texts: [String]
    let width: Int

    init(booleans values: [Int64]) {
        texts = values.map { $0 != 0 ? "True" : "False" }
        width = texts.longest
    }

    init(integers values: [Int64]) {
        texts = values.map { "\($0)" }
        width = texts.longest
    }

    init(reals values: [Double], _ options: PrintOptions) {
        let notation = Notation(values, options)
        let texts = values.map(notation.text)
        self.texts = texts
        // As in torch, zeros, NaN and infinities don't widen the columns.
        width = zip(values, texts).lazy.filter { $0.0.isFinite && $0.0 != 0 }.map(\.1).longest
    }
}

/// The three ways in which floating-point numbers are written.
private enum Notation {
    /// `3.`
    case whole
    /// `3.1416`
    case fixed(precision: Int)
    /// `3.1416e+00`
    case scientific(precision: Int)

    /// The notation that torch chooses for these values: by the finite ones that are not zero.
    init(_ values: [Double], _ options: PrintOptions) {
        var smallest = Double.infinity
        var largest = 0.0
        var isWhole = true
        for value in values where value.isFinite && value != 0 {
            smallest = min(smallest, abs(value))
            largest = max(largest, abs(value))
            isWhole = isWhole && value == value.rounded(.up)
        }
        guard largest > 0 else {
            self = .whole
            return
        }
        let isUnwieldy = largest / smallest > 1000 || largest > 1e8 || smallest < 1e-4
        if options.sciMode ?? isUnwieldy {
            self = .scientific(precision: options.precision)
        } else {
            self = isWhole ? .whole : .fixed(precision: options.precision)
        }
    }

    func text(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        switch self {
        case .whole: return NumberText.fixed(value, precision: 0) + "."
        case .fixed(let precision): return NumberText.fixed(value, precision: precision)
        case .scientific(let precision): return NumberText.scientific(value, precision: precision)
        }
    }
}

extension Sequence<String> {
    /// The length of the longest; at least 1. All texts here are ASCII.
    fileprivate var longest: Int { reduce(1) { Swift.max($0, $1.utf8.count) } }
}
