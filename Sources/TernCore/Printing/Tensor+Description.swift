extension Tensor: CustomStringConvertible {
    /// The text that `print(x)` writes: torch's, without `torch.` before names. See `setPrintOptions`.
    ///
    /// ```
    /// tensor([[-1.1258, -1.1524],
    ///         [ 0.6920, -0.3160]], grad_fn=<MulBackward0>)
    /// ```
    public var description: String { formatted() }

    /// The tensor as text, with options of its own.
    ///
    /// Only the elements that the text shows are looked at: printing a summary of a large tensor takes no time. A tensor
    /// that carries an error shows the error.
    ///
    /// - Parameter options: the format. Default: what `setPrintOptions` or `withPrintOptions` say.
    /// - Source: `torch.Tensor.__repr__`.
    public func formatted(_ options: PrintOptions = getPrintOptions()) -> String {
        do {
            try validate()
            return try text(options.clamped)
        } catch {
            let lines = "\(error)".split(separator: "\n", omittingEmptySubsequences: false)
            return "tensor(<" + lines.joined(separator: "\n        ") + ">)"
        }
    }

    private func text(_ options: PrintOptions) throws -> String {
        let prefix = "tensor("
        var text = prefix + (try body(options, indent: prefix.utf8.count))
        let lastLine = text.utf8.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
        // Torch reckons with two columns more than there are.
        var length = lastLine + 2
        for suffix in suffixes(options) {
            // Lines break where they do in torch, whose names of types are longer.
            let suffixLength = suffix.utf8.count + (suffix.hasPrefix("dtype=") ? "torch.".utf8.count : 0)
            if length + suffixLength + 2 > options.lineWidth {
                text += ",\n" + String(repeating: " ", count: prefix.utf8.count) + suffix
                length = prefix.utf8.count + suffixLength
            } else {
                text += ", " + suffix
                length += suffixLength + 2
            }
        }
        return text + ")"
    }

    private func body(_ options: PrintOptions, indent: Int) throws -> String {
        if count == 0 { return "[]" }
        let summary = Summary(of: self, options)
        if summary.edgeItems == 0, ndim > 0 { return "[...]" }
        let elements = try texts(summary, options)
        return BracketedText(shape: shape, summary, elements, lineWidth: options.lineWidth, indent: indent).text
    }

    /// What the numbers alone don't tell.
    private func suffixes(_ options: PrintOptions) -> [String] {
        var suffixes: [String] = []
        let isEmpty = count == 0
        if device != .cpu { suffixes.append("device='\(device)'") }
        if isEmpty ? ndim != 1 : options.edgeItems == 0 { suffixes.append("size=\(sizeText)") }
        // Whole numbers and truth values show their type, but where there are none int64 and bool must be named.
        let isEvident = dtype == .float32 || !isEmpty && (dtype == .int64 || dtype == .bool)
        if !isEvident { suffixes.append("dtype=\(dtype)") }
        if let name = gradFunctionName {
            suffixes.append("grad_fn=<\(name)>")
        } else if requiresGrad {
            suffixes.append("requires_grad=True")
        }
        return suffixes
    }

    /// The shape as Python writes a tuple: `(2, 0)`, `(3,)`.
    private var sizeText: String {
        let sizes = shape.map(String.init).joined(separator: ", ")
        return ndim == 1 ? "(\(sizes),)" : "(\(sizes))"
    }
}
