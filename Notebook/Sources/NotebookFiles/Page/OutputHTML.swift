import Foundation

/// What cells put out, as HTML.
enum OutputHTML {
    static func html(_ output: CellOutput) -> String {
        switch output {
        case .stream(let name, let text):
            return text.isEmpty ? "" : "<pre class=\"\(name == "stderr" ? "error" : "text")\">\(terminal(text))</pre>"
        case .display(let data, _): return html(data)
        case .result(let data, _, _): return html(data)
        case .error(let name, let value, let traceback):
            let text = traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n")
            return "<pre class=\"error\">\(terminal(text))</pre>"
        case .unknown: return ""
        }
    }

    /// The richest form that the page can show.
    private static func html(_ data: MimeBundle) -> String {
        if let text = data["text/html"] {
            return "<div class=\"html\">\(HTMLSanitizer.sanitized(text, refused: .dropped))</div>"
        }
        if let svg = data["image/svg+xml"] { return "<div class=\"picture\">\(picture(svg: svg))</div>" }
        for mime in ["image/png", "image/jpeg", "image/gif", "image/webp"] {
            guard let base64 = data[mime], let address = LinkTarget.picture(mime: mime, base64: base64) else {
                continue
            }
            let description = HTML.escaped(data["text/plain"]?.prefix(200) ?? "")
            return "<div class=\"picture\"><img src=\"\(address)\" alt=\"\(description)\"></div>"
        }
        if let formula = data["text/latex"] {
            let isDisplay = formula.contains("$$")
            return MathParser.mathML(formula.trimming(["$", " ", "\n"]), isDisplay: isDisplay)
        }
        if let markdown = data["text/markdown"] { return "<div class=\"words\">\(MarkdownHTML.html(markdown))</div>" }
        if let text = data["text/plain"] { return "<pre class=\"text\">\(terminal(text))</pre>" }
        return ""
    }

    /// A drawing as a part of the page, whose colours and fonts it takes.
    ///
    /// One that has names, styles, scripts or links becomes a picture of its own: names of two drawings must not meet, and inside a
    /// picture nothing runs and nothing is fetched.
    private static func picture(svg: String) -> String {
        if let start = svg.range(of: "<svg"), let drawing = HTMLSanitizer.drawing(String(svg[start.lowerBound...])) {
            return drawing
        }
        return "<img src=\"data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString())\" alt=\"\">"
    }

    /// Text of a terminal with its colours.
    private static func terminal(_ text: String) -> String {
        TerminalText.runs(TerminalText.overwritten(text)).map { run in
            var classes: [String] = []
            if let color = run.color { classes.append("c\(color % 10)") }
            if run.isBold { classes.append("bold") }
            let text = HTML.escaped(run.text)
            return classes.isEmpty ? text : "<span class=\"\(classes.joined(separator: " "))\">\(text)</span>"
        }.joined()
    }
}
