/// Colours of series: each at least three times as bright or dark as white and near-black paper.
enum Palette {
    static let colors = [
        "#3b82d0", "#d9702b", "#2f9e5f", "#d14b5f", "#8a6fd1", "#96764e", "#c95fa4", "#6f8290",
    ]

    /// The colour of the series with that number.
    static func color(_ index: Int) -> String { colors[index % colors.count] }

    /// What tells series of the same colour apart.
    static func dash(_ index: Int) -> String? { [nil, "7 3", "2 3"][index / colors.count % 3] }

    /// A terminal's escape code of the colour.
    static func code(_ index: Int) -> String {
        let codes = [34, 33, 32, 31, 35, 36, 95, 90]
        return "\u{1B}[\(codes[index % codes.count])m"
    }
}
