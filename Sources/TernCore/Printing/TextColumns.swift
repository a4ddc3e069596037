extension String {
    /// The text with blanks behind it, so that it fills a column.
    package func padded(to width: Int) -> String { self + .blanks(width - count) }

    /// The text with blanks before it, so that it ends where its column does.
    package func leading(to width: Int) -> String { .blanks(width - count) + self }

    /// So many blanks; none for a negative number.
    package static func blanks(_ count: Int) -> String { String(repeating: " ", count: Swift.max(0, count)) }
}

/// A number with so many digits after the point; `nan`, `inf` as C's printf writes them.
package func fixed(_ value: Double, _ digits: Int) -> String { NumberText.fixed(value, precision: digits) }
