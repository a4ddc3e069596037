/// The tables that a file has defined so far.
struct JPEGTables {
    private var quantizations = [[Int16]?](repeating: nil, count: 4)
    private var dcTables = [JPEGHuffmanTable?](repeating: nil, count: 4)
    private var acTables = [JPEGHuffmanTable?](repeating: nil, count: 4)

    /// Reads a DQT segment.
    mutating func readQuantizations(_ segment: JPEGSegment) throws {
        var segment = segment
        while segment.count > 0 {
            let head = try segment.byte()
            let number = head & 15
            guard number < 4, head >> 4 < 2 else { throw JPEG.damaged("Bogus DQT index \(number)") }
            var table = [Int16](repeating: 0, count: 64)
            for place in 0..<64 {
                let value = try head >> 4 == 0 ? segment.byte() : segment.word()
                table[Int(JPEGZigzag.order[place])] = Int16(truncatingIfNeeded: value)
            }
            quantizations[number] = table
        }
    }

    /// Reads a DHT segment.
    mutating func readCodes(_ segment: JPEGSegment) throws {
        var segment = segment
        while segment.count > 0 {
            let head = try segment.byte()
            let (number, isAC) = (head & 15, head >> 4 == 1)
            guard number < 4, head >> 4 < 2 else { throw JPEG.damaged("Bogus DHT index \(head)") }
            let counts = try segment.bytes(16).map { Int($0) }
            let total = counts.reduce(0, +)
            guard total <= 256 else { throw JPEG.damaged("a Huffman table has \(total) symbols") }
            let symbols = try segment.bytes(total)
            let table = try JPEGHuffmanTable(counts: counts, symbols: symbols)
            if isAC {
                acTables[number] = table
            } else {
                guard symbols.allSatisfy({ $0 < 16 }) else { throw JPEG.damaged("a Huffman table has invalid symbols") }
                dcTables[number] = table
            }
        }
    }

    /// Whether one of the codes is missing that most files use.
    var lacksCodes: Bool { (dcTables[0...1] + acTables[0...1]).contains { $0 == nil } }

    /// Takes the codes of other tables where there are none.
    mutating func fillCodes(from other: JPEGTables) {
        for number in 0..<4 {
            dcTables[number] = dcTables[number] ?? other.dcTables[number]
            acTables[number] = acTables[number] ?? other.acTables[number]
        }
    }

    func dc(_ number: Int) throws -> JPEGHuffmanTable { try table(dcTables, number) }

    func ac(_ number: Int) throws -> JPEGHuffmanTable { try table(acTables, number) }

    private func table(_ tables: [JPEGHuffmanTable?], _ number: Int) throws -> JPEGHuffmanTable {
        guard number < 4, let table = tables[number] else {
            throw JPEG.damaged("Huffman table 0x\(String(number, radix: 16)) was not defined")
        }
        return table
    }

    /// The quantisation table of a component: the one of its first scan's time.
    func quantization(of component: JPEGComponent) throws -> UnsafePointer<Int16> {
        if let latched = component.quantization { return UnsafePointer(latched.base) }
        let number = component.header.quantizationTable
        guard number < 4, let table = quantizations[number] else {
            throw JPEG.damaged("Quantization table 0x\(String(number, radix: 16)) was not defined")
        }
        let latched = try JPEGBuffer(table)
        component.quantization = latched
        return UnsafePointer(latched.base)
    }
}
