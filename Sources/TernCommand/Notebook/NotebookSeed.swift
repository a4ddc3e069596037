import ArgumentParser

/// A seed as `torch.manual_seed` takes it: -2^63 … 2^64-1, negative ones counted from 2^64 down.
package struct NotebookSeed: Equatable, Sendable, CustomStringConvertible {
    /// The 64 bits of the seed.
    package let bits: Int
    /// The number as it was given.
    package let description: String

    /// The seed for which PyTorch's results are stored.
    package static let `default` = NotebookSeed(bits: 0, description: "0")

    private init(bits: Int, description: String) {
        self.bits = bits
        self.description = description
    }

    /// The seed that the text says.
    ///
    /// - Throws: `ValidationError` when it isn't a whole number, or in torch's words when it is out of range.
    package init(parsing text: String) throws {
        if let value = Int64(text) {
            self.init(bits: Int(value), description: "\(value)")
        } else if let value = UInt64(text) {
            self.init(bits: Int(Int64(bitPattern: value)), description: "\(value)")
        } else {
            let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
            let isWhole = !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
            throw ValidationError(
                isWhole
                    ? "Overflow when unpacking long long (a seed lies within -2^63 ... 2^64-1)"
                    : "a seed must be a whole number")
        }
    }

    package static func == (left: Self, right: Self) -> Bool { left.bits == right.bits }
}
