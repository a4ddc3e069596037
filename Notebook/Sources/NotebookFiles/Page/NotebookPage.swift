import Foundation

/// A notebook as one HTML file that needs nothing else: no network, no script, no font.
package struct NotebookPage {
    private let document: NotebookDocument
    private let fileName: String
    /// The folder that pictures are looked for in.
    private let folder: URL?

    /// - Parameters:
    ///   - document: the notebook with its outputs.
    ///   - path: its file, which pictures of its Markdown lie beside.
    package init(_ document: NotebookDocument, path: String) {
        self.document = document
        let url = URL(fileURLWithPath: path)
        fileName = url.deletingPathExtension().lastPathComponent
        folder = url.deletingLastPathComponent()
    }

    package var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(language)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(HTML.escaped(title))</title>
        <style>
        \(PageStyle.css)
        </style>
        </head>
        <body>
        <main>
        \(document.cells.map(html).joined(separator: "\n"))
        </main>
        </body>
        </html>

        """
    }

    private var title: String {
        if let title = document.metadata["title"]?.string { return title }
        for cell in document.cells where cell.kind == .markdown {
            for case .heading(_, let text) in MarkdownParser.parse(cell.source).blocks {
                return text.filter { $0 != "*" && $0 != "`" && $0 != "$" }
            }
        }
        return fileName
    }

    /// The language of the words, which decides the shapes of Chinese characters.
    private var language: String {
        if let language = document.metadata["language"]?.string { return HTML.escaped(language) }
        let words = document.cells.filter { $0.kind == .markdown }.map(\.source).joined()
        let chinese = words.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
        return chinese * 10 > words.unicodeScalars.count ? "zh" : "en"
    }

    // MARK: - Cells

    private func html(_ cell: NotebookCell) -> String {
        switch cell.kind {
        case .markdown:
            let body = MarkdownHTML.html(cell.source) { data(ofPicture: $0, in: cell) }
            return "<section class=\"words\">\n\(body)\n</section>"
        case .code:
            if cell.isEmpty, cell.outputs.isEmpty { return "" }
            let number = cell.executionCount.map(String.init) ?? " "
            let code = HTML.highlighted(cell.source, language: codeLanguage)
            let outputs = cell.outputs.map { OutputHTML.html($0) }.filter { !$0.isEmpty }
            let output = outputs.isEmpty ? "" : "\n<div class=\"output\">\n\(outputs.joined(separator: "\n"))\n</div>"
            return """
                <section class="cell"><div class="prompt">In [\(number)]:</div>
                <pre class="code"><code>\(code)</code></pre>\(output)
                </section>
                """
        // Raw cells are meant for another converter.
        case .other: return ""
        }
    }

    private var codeLanguage: String {
        let info = document.metadata["language_info"]?.object ?? document.metadata["kernelspec"]?.object
        return info?["name"]?.string?.lowercased().contains("python") == true ? "python" : "swift"
    }

    // MARK: - Pictures

    private func data(ofPicture target: String, in cell: NotebookCell) -> String? {
        if target.hasPrefix("attachment:") {
            let name = String(target.dropFirst("attachment:".count))
            return cell.attachment(name.removingPercentEncoding ?? name).map {
                "data:\(HTML.escaped($0.mime));base64,\($0.base64.filter { !$0.isWhitespace })"
            }
        }
        guard let folder, !target.contains(":"),
            let mime = Self.mimeTypes[(target as NSString).pathExtension.lowercased()]
        else { return nil }
        let file = folder.appendingPathComponent(target.removingPercentEncoding ?? target)
        guard let data = try? Data(contentsOf: file) else { return nil }
        return "data:\(mime);base64,\(data.base64EncodedString())"
    }

    private static let mimeTypes = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml",
        "webp": "image/webp",
    ]
}
