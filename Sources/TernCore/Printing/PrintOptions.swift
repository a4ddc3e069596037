/// How tensors are printed.
///
/// ```swift
/// setPrintOptions(precision: 2)                                  // from here on
/// withPrintOptions(profile: .full) { print(x) }                  // in this block
/// print(x.formatted(PrintOptions(lineWidth: 120)))               // this once
/// ```
///
/// - Source: `torch.set_printoptions`.
public struct PrintOptions: Sendable, Hashable {
    /// Digits after the point of numbers that are not whole; at most 1100 are printed, more than any number has.
    public var precision: Int
    /// A tensor of more elements than this is printed as a summary.
    public var threshold: Int
    /// How many positions a summary shows at each end of every dimension.
    public var edgeItems: Int
    /// The number of columns after which lines are broken.
    public var lineWidth: Int
    /// Whether numbers are written as `1.2500e+00`; nil leaves it to their magnitudes.
    public var sciMode: Bool?

    /// Options that differ from torch's defaults in what is given. Negative numbers count as 0.
    ///
    /// - Parameters:
    ///   - precision: digits after the point. Default 4.
    ///   - threshold: the most elements that are printed in full. Default 1000.
    ///   - edgeItems: positions shown at each end of a dimension in a summary. Default 3.
    ///   - lineWidth: columns. Default 80.
    ///   - sciMode: scientific notation. Default nil: as the magnitudes ask for it.
    public init(
        precision: Int = 4, threshold: Int = 1000, edgeItems: Int = 3, lineWidth: Int = 80, sciMode: Bool? = nil
    ) {
        self.precision = precision
        self.threshold = threshold
        self.edgeItems = edgeItems
        self.lineWidth = lineWidth
        self.sciMode = sciMode
    }
}

// MARK: - Profiles

extension PrintOptions {
    /// What is printed unless options are set.
    public static let `default` = PrintOptions()
    /// Two digits, and summaries of two positions at each end.
    public static let short = PrintOptions(precision: 2, edgeItems: 2)
    /// No summaries.
    public static let full = PrintOptions(threshold: .max)
}

extension PrintOptions {
    /// These options with changes. As in torch, a `sciMode` that is not given is forgotten.
    func changed(
        precision: Int?, threshold: Int?, edgeItems: Int?, lineWidth: Int?, sciMode: Bool?, profile: PrintOptions?
    ) -> PrintOptions {
        let base = profile ?? self
        return PrintOptions(
            precision: precision ?? base.precision, threshold: threshold ?? base.threshold,
            edgeItems: edgeItems ?? base.edgeItems, lineWidth: lineWidth ?? base.lineWidth,
            sciMode: sciMode ?? profile?.sciMode)
    }

    /// These options with every number in a range in which nothing overflows.
    var clamped: PrintOptions {
        PrintOptions(
            precision: min(max(precision, 0), 1100), threshold: threshold, edgeItems: min(max(edgeItems, 0), 1 << 40),
            lineWidth: max(lineWidth, 0), sciMode: sciMode)
    }
}
