/// What went wrong in a call: the operation, torch's words for it, the shapes involved and a hint.
///
/// ```
/// conv2d: Given groups=1, weight of size [6, 3, 3, 3], expected input[2, 4, 8, 9] to have 3 channels, but got 4 channels instead
///   input: [2, 4, 8, 9]   weight: [6, 3, 3, 3]
///   hint: the layer was made for 3 input channels; dimension 1 of the input holds 4
/// ```
public struct TensorError: Error, Sendable, Hashable {
    /// Which of Python's exceptions torch raises here.
    public enum Kind: String, Sendable, Hashable {
        /// `RuntimeError`: shapes or values that the operation cannot work on.
        case runtime = "RuntimeError"
        /// `ValueError`: an argument out of its range.
        case value = "ValueError"
        /// `IndexError`: a dimension or position that does not exist.
        case index = "IndexError"
        /// `KeyError`: a name that a record lacks.
        case key = "KeyError"
        /// `TypeError`: an element type or kind of argument that does not fit.
        case type = "TypeError"
        /// `NotImplementedError`: a combination that the operation does not have.
        case notImplemented = "NotImplementedError"
        /// `MemoryError`: more memory than there is.
        case memory = "MemoryError"
        /// `OSError`: a file that cannot be read or written.
        case file = "OSError"
    }

    /// A named shape in the message's second line.
    public struct NamedShape: Sendable, Hashable {
        /// The argument's name.
        public var name: String
        /// Its shape.
        public var shape: [Int]
    }

    /// Torch's exception type.
    public var kind: Kind
    /// The operation that was called: `conv2d`.
    public var operation: String
    /// Torch's words, without the operation before them.
    public var message: String
    /// The shapes of the operands, where they say more than the message does.
    public var shapes: [NamedShape]
    /// What to do about it.
    public var hint: String?

    /// An error of `operation` with torch's words.
    public init(
        _ kind: Kind, _ operation: String, _ message: String, shapes: KeyValuePairs<String, [Int]> = [:],
        hint: String? = nil
    ) {
        self.kind = kind
        self.operation = operation
        self.message = message
        self.shapes = shapes.map { NamedShape(name: $0.key, shape: $0.value) }
        self.hint = hint
    }
}

extension TensorError {
    /// A `RuntimeError` of `operation` with torch's words.
    public init(
        _ operation: String, _ message: String, shapes: KeyValuePairs<String, [Int]> = [:], hint: String? = nil
    ) {
        self.init(.runtime, operation, message, shapes: shapes, hint: hint)
    }
}

extension TensorError: CustomStringConvertible {
    /// One readable block: operation and message, then shapes, then the hint.
    public var description: String {
        // Some of torch's messages begin with the operation themselves.
        let isNamed = message.hasPrefix(operation + ":") || message.hasPrefix(operation + "(")
        var lines = [isNamed ? message : "\(operation): \(message)"]
        if !shapes.isEmpty {
            lines.append("  " + shapes.map { "\($0.name): \($0.shape)" }.joined(separator: "   "))
        }
        if let hint { lines.append("  hint: \(hint)") }
        return lines.joined(separator: "\n")
    }
}
