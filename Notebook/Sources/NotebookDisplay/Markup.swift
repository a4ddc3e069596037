/// A piece of a page, shown as it is.
public struct HTML: NotebookDisplayable, Sendable, Hashable {
    /// The elements.
    public var text: String

    /// A piece of a page.
    ///
    /// - Parameter text: the elements, as they would stand within `<body>`.
    public init(_ text: String) { self.text = text }

    /// The elements; where there is no page, the text.
    public var notebookData: [String: String] { ["text/html": text, "text/plain": text] }
}

/// Text with headings, lists and formulas between dollar signs.
public struct Markdown: NotebookDisplayable, Sendable, Hashable {
    /// The text.
    public var text: String

    /// Text with marks.
    ///
    /// - Parameter text: Markdown.
    public init(_ text: String) { self.text = text }

    /// The text, to be set or as it is.
    public var notebookData: [String: String] { ["text/markdown": text, "text/plain": text] }
}

/// A picture of lines: an SVG document.
public struct SVG: NotebookDisplayable, Sendable, Hashable {
    /// The document.
    public var text: String

    /// A picture of lines.
    ///
    /// - Parameter text: the document, from `<svg` on.
    public init(_ text: String) { self.text = text }

    /// The picture; where there are none, its size.
    public var notebookData: [String: String] {
        ["image/svg+xml": text, "text/plain": "SVG picture of \(text.utf8.count) bytes"]
    }
}

/// A picture of pixels: a PNG file's bytes.
public struct PNG: NotebookDisplayable, Sendable, Hashable {
    /// The file's bytes.
    public var bytes: [UInt8]

    /// A picture of pixels.
    ///
    /// - Parameter bytes: those of a PNG file.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The picture; where there are none, its size.
    public var notebookData: [String: String] {
        ["image/png": base64(bytes), "text/plain": "PNG picture of \(bytes.count) bytes"]
    }
}
