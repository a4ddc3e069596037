import TernCore

/// The header of a file, checked against the file's length: what it promises is there.
struct SafeTensorsHeader {
    private(set) var entries: [SafeTensorsFile.Entry] = []
    private(set) var metadata: [String: String] = [:]

    /// What the reference accepts.
    static let largestLength = 100_000_000
    /// The number of bytes that hold the header's length.
    static let prefixLength = 8
    static let metadataKey = "__metadata__"

    init(_ source: any ByteSource) throws {
        do {
            let length = try SafeTensorsHeader.length(in: source)
            let start = SafeTensorsHeader.prefixLength + length
            let text = try source.bytes(SafeTensorsHeader.prefixLength..<start)
            try read(text, dataStart: start, dataCount: source.count - start)
        } catch let refusal as Refusal {
            throw (SafeTensorsHeader.foreign(source) ?? refusal).error(source.name)
        } catch let error as JSONError {
            if let refusal = SafeTensorsHeader.foreign(source) { throw refusal.error(source.name) }
            throw Refusal("invalid JSON in header: \(error)", "this is not a safetensors file, or it is damaged")
                .error(source.name)
        }
    }

    /// What is said of a file that is another program's.
    private static func foreign(_ source: any ByteSource) -> Refusal? {
        let start = try? source.bytes(0..<min(source.count, prefixLength))
        return start.flatMap { PickledWeights.refusal($0, source.name) }
    }

    /// The length of the JSON text, from the file's first 8 bytes.
    private static func length(in source: any ByteSource) throws -> Int {
        guard source.count >= prefixLength else {
            throw Refusal("header too small", "the file has \(source.count) bytes; 8 hold the header's length")
        }
        let length = try source.bytes(0..<prefixLength).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(largestLength) else {
            throw Refusal(
                "header too large",
                "it claims \(length) bytes; at most \(largestLength) are allowed. Is this a safetensors file?")
        }
        guard Int(length) <= source.count - prefixLength else {
            throw Refusal(
                "invalid header length", "it claims \(length) bytes; the file has \(source.count). Was it cut off?")
        }
        return Int(length)
    }

    private mutating func read(_ text: [UInt8], dataStart: Int, dataCount: Int) throws {
        var scanner = try JSONScanner(text)
        var tensors: [TensorInfo] = []
        try scanner.object { key, scanner in
            if key == SafeTensorsHeader.metadataKey {
                try readMetadata(&scanner)
            } else {
                tensors.append(try TensorInfo(key, &scanner))
            }
        }
        try scanner.end()
        tensors.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }
        try SafeTensorsHeader.check(tensors, dataCount: dataCount)
        entries = tensors.map { $0.entry(dataStart: dataStart) }
    }

    private mutating func readMetadata(_ scanner: inout JSONScanner) throws {
        if scanner.null() { return }
        try scanner.object { key, scanner in metadata[key] = try scanner.string() }
    }

    /// The tensors, in the order of their places, must fill the data without a hole or an overlap.
    private static func check(_ tensors: [TensorInfo], dataCount: Int) throws {
        var position = 0
        for tensor in tensors {
            guard tensor.begin == position, tensor.end >= tensor.begin else {
                throw Refusal(
                    "invalid offset for tensor `\(tensor.name)`",
                    "its bytes are said to be \(tensor.begin)..<\(tensor.end); the tensor before it ends at \(position)"
                )
            }
            try tensor.checkByteCount()
            position = tensor.end
        }
        guard position == dataCount else {
            throw Refusal(
                "incomplete metadata, file not fully covered",
                position > dataCount
                    ? "\(position) bytes of data are promised and \(dataCount) are there: was the file cut off?"
                    : "the tensors end at byte \(position) of \(dataCount)")
        }
    }
}

extension SafeTensorsHeader {
    /// Why a file is refused, in the reference's words.
    struct Refusal: Error {
        var message: String
        var hint: String

        init(_ message: String, _ hint: String) {
            self.message = message
            self.hint = hint
        }

        func error(_ file: String?) -> TensorError {
            let place = file.map { "\($0): " } ?? ""
            return TensorError(
                .file, SafeTensors.operation, "\(place)Error while deserializing header: \(message)", hint: hint)
        }
    }
}
