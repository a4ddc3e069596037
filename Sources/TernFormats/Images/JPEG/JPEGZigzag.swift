/// The order in which files have the coefficients of a block: from low to high frequencies.
enum JPEGZigzag {
    /// For each place in a file the place in a block, row by row.
    ///
    /// Sixteen more places follow, which a damaged file can reach before its reader notices.
    static let order: [UInt8] =
        [
            0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
            14,
            21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53,
            60, 61, 54, 47, 55, 62, 63,
        ] + [UInt8](repeating: 63, count: 16)
}

extension JPEGBuffer {
    /// A copy of an array.
    convenience init(_ elements: [Element]) throws {
        try self.init(count: elements.count)
        base.update(from: elements, count: elements.count)
    }
}
