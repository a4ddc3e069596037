import Foundation
import TernCore

extension Module {
    /// Torch's text of a module: its name, its arguments, and its children, indented. A module whose configuration cannot work
    /// says so.
    ///
    /// - Source: `torch.nn.Module.__repr__`.
    public var description: String {
        let children = namedChildren
        let name = "\(type(of: self))"
        if children.isEmpty { return "\(name)(\(extraText))\(invalidityNote)" }
        var lines = extraText.isEmpty ? [] : [extraText]
        lines += (self is ModuleList) ? combined(children) : children.map { "(\($0.name)): \($0.module.description)" }
        return "\(name)(\n\(lines.map { "\(indented($0))\n" }.joined()))"
    }

    private var invalidityNote: String {
        do {
            try validate()
            return ""
        } catch let error as TensorError {
            return "  // invalid: \(error.message)"
        } catch {
            return "  // invalid: \(error)"
        }
    }

    /// A list's runs of equal children as one line: `(0-2): 3 x Linear(…)`.
    private func combined(_ children: [(name: String, module: any Module)]) -> [String] {
        var runs: [(first: Int, last: Int, text: String)] = []
        for (index, child) in children.enumerated() {
            let text = child.module.description
            if let run = runs.last, run.text == text {
                runs[runs.count - 1].last = index
            } else {
                runs.append((index, index, text))
            }
        }
        return runs.map { run in
            run.first == run.last
                ? "(\(run.first)): \(run.text)"
                : "(\(run.first)-\(run.last)): \(run.last - run.first + 1) x \(run.text)"
        }
    }
}

/// The text with two spaces before each line. Works on bytes: a deep tree's text passes here once for each level.
private func indented(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
        guard let start = bytes.baseAddress else { return "  " }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8 + 2)
        var position = 0
        while true {
            result.append(contentsOf: [32, 32])
            let rest = bytes.count - position
            guard let newline = memchr(start + position, 10, rest) else {
                result.append(contentsOf: bytes[position...])
                return String(decoding: result, as: UTF8.self)
            }
            let end = UnsafeRawPointer(newline) - UnsafeRawPointer(start) + 1
            result.append(contentsOf: bytes[position..<end])
            position = end
        }
    }
}
