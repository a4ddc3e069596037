extension JPEGTables {
    /// The codes of T.81's annex K, as a DHT segment has them: for luma and chroma, DC and AC coefficients.
    ///
    /// The symbols with the longest codes are those that are left, in their order.
    private static let standardCodes: [UInt8] = {
        let dc: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
        func completed(_ first: [UInt8]) -> [UInt8] {
            let all = (0..<16).flatMap { zeros in (1...10).map { UInt8(zeros << 4 | $0) } }
            return first + all.filter { !first.contains($0) }
        }
        let luma = completed([
            0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22, 0x71,
            0x14, 0x32, 0x81, 0x91, 0xA1, 0x08, 0x23, 0x42, 0xB1, 0xC1, 0x15, 0x52, 0xD1, 0xF0, 0x24, 0x33, 0x62, 0x72,
            0x82,
        ])
        let chroma = completed([
            0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71, 0x13, 0x22,
            0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xA1, 0xB1, 0xC1, 0x09, 0x23, 0x33, 0x52, 0xF0, 0x15, 0x62, 0x72, 0xD1,
            0x0A, 0x16, 0x24, 0x34, 0xE1, 0x25, 0xF1,
        ])
        var segment: [UInt8] = [0x00, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0] + dc
        segment += [0x01, 0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0] + dc
        segment += [0x10, 0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125] + luma
        segment += [0x11, 0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119] + chroma
        return segment
    }()

    /// Takes the usual codes where there are none. The frames of films leave them out.
    mutating func addStandardCodes() throws {
        guard lacksCodes else { return }
        let usual = try JPEGTables.standardCodes.withUnsafeBufferPointer { codes in
            var tables = JPEGTables()
            try tables.readCodes(JPEGSegment(codes, 0..<codes.count))
            return tables
        }
        fillCodes(from: usual)
    }
}
