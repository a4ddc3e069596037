import TernCore

/// Reads one JPEG file, marker by marker. Every number in it is checked before it is used.
struct JPEGDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limit: Int
    private var tables = JPEGTables()
    private var restartInterval = 0
    private var hasJFIF = false
    /// What Adobe's marker says of the colours; nil if there is none.
    private var transform: Int?
    /// How the picture is to be turned.
    private(set) var orientation = ImageOrientation.upright

    /// A file's bytes, which must outlive the decoder.
    init(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) {
        self.bytes = bytes
        self.limit = limit
    }

    /// Reads the file.
    ///
    /// - Returns: its one image, with all samples.
    mutating func frame() throws -> JPEGFrame {
        guard let base = bytes.baseAddress, bytes.starts(with: JPEG.signature) else {
            throw JPEG.damaged("it does not begin as a JPEG file")
        }
        var position = 2
        var frame: JPEGFrame?
        var visits = 0
        while let marker = JPEGMarker.next(base, from: position, to: bytes.count) {
            position = marker.end
            if marker.code == 0xD9 {
                guard let frame else { throw JPEG.damaged("there is no image") }
                try frame.finish()
                return frame
            }
            // Markers without a segment: strayed restart markers, and one for private use.
            if (0xD0...0xD7).contains(marker.code) || marker.code == 0x01 { continue }
            let segment = try segment(at: &position)
            switch marker.code {
            case 0xC0, 0xC1, 0xC2:
                guard frame == nil else { throw JPEG.damaged("two SOF markers") }
                frame = try JPEGFrame(
                    segment, isProgressive: marker.code == 0xC2, remaining: bytes.count - position, limit: limit)
            case 0xC4: try tables.readCodes(segment)
            case 0xDA:
                guard let frame else { throw JPEG.damaged("SOS before SOF") }
                let scan = try JPEGScan(segment, of: frame)
                visits += scan.blockCount
                // Later scans may cost next to no bytes and much time.
                guard visits <= 64 * frame.blockCount + 64 * bytes.count else { throw JPEG.damaged("too many scans") }
                if !frame.isProgressive { try tables.addStandardCodes() }
                var bits = JPEGBitReader(base, from: position, to: bytes.count)
                try read(scan, of: frame, &bits)
                position = bits.position
            case 0xDB: try tables.readQuantizations(segment)
            case 0xDD: try readInterval(segment)
            case 0xE0...0xEF: readApplicationData(segment, marker.code)
            case 0xDC, 0xFE: break
            default: throw JPEGDecoder.refusal(of: marker.code)
            }
        }
        throw JPEG.truncated
    }

    /// The segment at a place, and the place behind it.
    private func segment(at position: inout Int) throws -> JPEGSegment {
        guard position + 2 <= bytes.count else { throw JPEG.truncated }
        let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
        guard length >= 2 else { throw JPEG.damaged("Bogus marker length") }
        guard length <= bytes.count - position else { throw JPEG.truncated }
        defer { position += length }
        return JPEGSegment(bytes, position + 2..<position + length)
    }

    private static func refusal(of marker: Int) -> TensorError {
        switch marker {
        case 0xC3, 0xF7: JPEG.unsupported("a lossless image")
        case 0xC5, 0xC6, 0xC7, 0xDE, 0xDF: JPEG.unsupported("a hierarchical image")
        case 0xC8...0xCF: JPEG.unsupported("arithmetic coding")
        default: JPEG.damaged("Unsupported marker type 0x\(String(marker, radix: 16))")
        }
    }

    private mutating func readInterval(_ segment: JPEGSegment) throws {
        var segment = segment
        guard segment.count == 2 else { throw JPEG.damaged("Bogus marker length") }
        restartInterval = try segment.word()
    }

    private mutating func readApplicationData(_ segment: JPEGSegment, _ marker: Int) {
        let data = segment.rest
        switch marker {
        case 0xE0: hasJFIF = hasJFIF || data.count >= 14 && data.starts(with: Array("JFIF\0".utf8))
        case 0xE1:
            let name = Array("Exif\0\0".utf8)
            if orientation == .upright, data.starts(with: name) {
                orientation = ImageOrientation(exif: data[name.count...])
            }
        case 0xEE:
            if data.count >= 12, data.starts(with: Array("Adobe".utf8)) { transform = Int(data[11]) }
        default: break
        }
    }

    private func read(_ scan: JPEGScan, of frame: JPEGFrame, _ bits: inout JPEGBitReader) throws {
        // Their tables are those of now, whichever come later.
        for component in scan.components { _ = try tables.quantization(of: component) }
        let grid = frame.grid
        try withExtendedLifetime(tables) {
            if !frame.isProgressive {
                var decoder = try JPEGSequentialBlocks(scan, tables)
                try scan.read(&bits, grid: grid, interval: restartInterval, with: &decoder)
            } else if scan.band.lowerBound == 0 {
                var decoder = try JPEGProgressiveDC(scan, tables)
                try scan.read(&bits, grid: grid, interval: restartInterval, with: &decoder)
            } else if scan.isRefinement {
                var decoder = try JPEGProgressiveRefinement(scan, tables)
                try scan.read(&bits, grid: grid, interval: restartInterval, with: &decoder)
            } else {
                var decoder = try JPEGProgressiveAC(scan, tables)
                try scan.read(&bits, grid: grid, interval: restartInterval, with: &decoder)
            }
        }
    }

    /// What the components of an image are, by the same guesses as libjpeg's.
    func colorSpace(of frame: JPEGFrame) -> JPEGColorSpace {
        switch frame.components.count {
        case 1: return .gray
        case 4: return transform == nil || transform == 0 ? .cmyk : .ycck
        default:
            if hasJFIF { return .ycc }
            if let transform { return transform == 0 ? .rgb : .ycc }
            return frame.components.map(\.header.id) == Array("RGB".utf8).map { Int($0) } ? .rgb : .ycc
        }
    }
}
