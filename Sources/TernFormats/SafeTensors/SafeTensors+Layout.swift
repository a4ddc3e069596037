import Foundation
import TernCore

extension SafeTensors {
    /// What goes where in a file.
    struct Layout {
        private let tensors: [Tensor]
        private let header: [UInt8]
        /// The length of the whole file.
        let byteCount: Int

        /// - Throws: `TensorError` for what a file cannot hold.
        init(_ tensors: [(String, Tensor)], _ metadata: [String: String]?) throws {
            let sorted = try Layout.sorted(tensors)
            var members: [JSON.Member] = []
            if let metadata {
                let pairs = metadata.sorted { Layout.precedes($0.key, $1.key) }
                let values = JSON.object(pairs.map { JSON.Member($0.key, .string($0.value)) })
                members.append(JSON.Member(SafeTensorsHeader.metadataKey, values))
            }
            var position = 0
            for (name, tensor) in sorted {
                let (end, overflow) = position.addingReportingOverflow(tensor.count * tensor.dtype.itemSize)
                guard !overflow else { throw TensorError(.value, operation, "more bytes than a file can have") }
                members.append(JSON.Member(name, Layout.info(tensor, position..<end)))
                position = end
            }
            self.tensors = sorted.map { $0.1 }
            header = try Layout.header(.object(members))
            byteCount = header.count + position
        }

        /// Hands the file's content on, piece by piece.
        func write(to body: (UnsafeRawBufferPointer) throws -> Void) throws {
            try header.withUnsafeBytes(body)
            for tensor in tensors { try tensor.withHostBytes(body) }
        }

        /// As the reference does: larger elements first, so that each is aligned, then by name.
        private static func sorted(_ tensors: [(String, Tensor)]) throws -> [(String, Tensor)] {
            var names = Set<[UInt8]>()
            for (name, tensor) in tensors {
                try tensor.validate()
                guard names.insert(Array(name.utf8)).inserted else {
                    throw TensorError(.value, operation, "two tensors have the name `\(name)`")
                }
                guard name != SafeTensorsHeader.metadataKey else {
                    throw TensorError(
                        .value, operation, "`\(name)` cannot be a tensor's name",
                        hint: "the file format keeps its metadata under this name")
                }
            }
            return tensors.sorted { left, right in
                let ranks = (SafeTensorsType(left.1.dtype).rank, SafeTensorsType(right.1.dtype).rank)
                return ranks.0 == ranks.1 ? precedes(left.0, right.0) : ranks.0 > ranks.1
            }
        }

        /// The order of the bytes, not that of any language.
        private static func precedes(_ left: String, _ right: String) -> Bool {
            left.utf8.lexicographicallyPrecedes(right.utf8)
        }

        private static func info(_ tensor: Tensor, _ range: Range<Int>) -> JSON {
            [
                "dtype": .string(SafeTensorsType(tensor.dtype).rawValue),
                "shape": .array(tensor.shape.map { .integer($0) }),
                "data_offsets": [.integer(range.lowerBound), .integer(range.upperBound)],
            ]
        }

        /// Length and text, padded so that the data is aligned.
        private static func header(_ json: JSON) throws -> [UInt8] {
            var text = Array(json.text.utf8)
            text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
            guard text.count <= SafeTensorsHeader.largestLength else {
                throw TensorError(
                    .value, operation, "header too large",
                    hint:
                        "\(text.count) bytes of names, shapes and metadata; readers take \(SafeTensorsHeader.largestLength)"
                )
            }
            return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
        }
    }
}
