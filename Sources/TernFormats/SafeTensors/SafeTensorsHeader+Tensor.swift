import TernCore

extension SafeTensorsHeader {
    /// What a header says about one tensor.
    struct TensorInfo {
        let name: String
        private let type: SafeTensorsType
        private let shape: [Int]
        /// Where its bytes lie, counted from the end of the header. Not yet checked.
        let begin: Int
        let end: Int

        init(_ name: String, _ scanner: inout JSONScanner) throws {
            var type: SafeTensorsType?
            var shape: [Int]?
            var offsets: [Int]?
            try scanner.object { field, scanner in
                switch field {
                case "dtype": type = try TensorInfo.type(&scanner)
                case "shape": shape = try TensorInfo.sizes(&scanner)
                case "data_offsets": offsets = try TensorInfo.sizes(&scanner)
                default: try scanner.skip()
                }
            }
            guard let type else { throw scanner.error("missing field `dtype`") }
            guard let shape else { throw scanner.error("missing field `shape`") }
            guard let offsets else { throw scanner.error("missing field `data_offsets`") }
            guard offsets.count == 2 else {
                throw scanner.error("invalid length \(offsets.count), expected a tuple of size 2")
            }
            (self.name, self.type, self.shape) = (name, type, shape)
            (begin, end) = (offsets[0], offsets[1])
        }

        private static func type(_ scanner: inout JSONScanner) throws -> SafeTensorsType {
            let name = try scanner.string()
            guard let type = SafeTensorsType(rawValue: name) else {
                let known = SafeTensorsType.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
                throw scanner.error("unknown variant `\(name)`, expected one of \(known)")
            }
            return type
        }

        private static func sizes(_ scanner: inout JSONScanner) throws -> [Int] {
            var sizes: [Int] = []
            try scanner.array { sizes.append(try $0.size()) }
            return sizes
        }

        /// Whether the shape takes just the bytes that the tensor has.
        func checkByteCount() throws {
            var bitCount = type.bitCount
            for size in shape {
                let (product, overflow) = bitCount.multipliedReportingOverflow(by: size)
                guard !overflow else {
                    throw Refusal(
                        "overflow computing buffer size from shape and/or element type",
                        "tensor `\(name)` has the shape \(shape)")
                }
                bitCount = product
            }
            guard bitCount % 8 == 0 else {
                throw Refusal(
                    "The slice is slicing for subbytes dtypes, and the slice does not end up at a byte boundary, this is invalid.",
                    "tensor `\(name)` has \(bitCount) bits")
            }
            guard bitCount / 8 == end - begin else {
                throw Refusal(
                    "invalid shape, data type, or offset for tensor",
                    "tensor `\(name)` of type \(type.rawValue) and shape \(shape) takes \(bitCount / 8) bytes, not \(end - begin)"
                )
            }
            try checkStrides()
        }

        /// Whether Tern can have a tensor of this shape, which may be empty.
        private func checkStrides() throws {
            guard shape.count <= TensorInfo.largestRank else {
                throw Refusal(
                    "too many dimensions", "tensor `\(name)` has \(shape.count); Tern takes \(TensorInfo.largestRank)")
            }
            var stride = 1
            for size in shape {
                let (product, overflow) = stride.multipliedReportingOverflow(by: max(size, 1))
                guard !overflow else {
                    throw Refusal("Stride calculation overflowed", "tensor `\(name)` has the shape \(shape)")
                }
                stride = product
            }
        }

        /// What the kernels take.
        private static let largestRank = 64

        func entry(dataStart: Int) -> SafeTensorsFile.Entry {
            SafeTensorsFile.Entry(
                name: name, typeName: type.rawValue, dtype: type.dtype, shape: shape,
                range: dataStart + begin..<dataStart + end)
        }
    }
}
