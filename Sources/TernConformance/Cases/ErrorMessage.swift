import Tern

/// How the refusal of an invalid call compares with torch's.
package struct ErrorMessage {
    let want: ConformanceCase.Refusal
    let got: TensorError

    /// Whether the words are torch's.
    package var isEqual: Bool { ErrorMessage.normalised(want.message) == ErrorMessage.normalised(got.message) }

    /// Whether the exception type is torch's.
    package var isSameKind: Bool { want.type == got.kind.rawValue }

    /// Shapes print as `[1, 2]`, not as `torch.Size([1, 2])`; a Python set's elements, which print in any order, are sorted.
    package static func normalised(_ message: String) -> String {
        message
            .replacing(/torch\.Size\((\[[^\]]*\])\)/) { $0.output.1 }
            .replacing(/\{('[^{}]*')\}/) { match in
                let elements = match.output.1.split(separator: ",").map { $0.drop { $0 == " " } }
                return "{" + elements.sorted().joined(separator: ", ") + "}"
            }
    }
}

extension ErrorMessage: CustomStringConvertible {
    /// Both, one below the other.
    package var description: String {
        "  torch  \(want.type): \(want.message)\n  tern   \(got.kind.rawValue): \(got.message)"
    }
}
