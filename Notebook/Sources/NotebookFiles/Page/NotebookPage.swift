import Foundation

/// A notebook as one HTML file that needs nothing else: no network, no script, no font.
package struct NotebookPage {
    private let document: NotebookDocument
    private let fileName: String
    private let pictures: PagePictures
    /// The language of the words, which decides the shapes of Chinese characters.
    private let language: String

    /// - Parameters:
    ///   - document: the notebook with its outputs.
    ///   - path: its file, which pictures of its Markdown lie beside.
    package init(_ document: NotebookDocument, path: String) {
        self.document = document
        let url = URL(fileURLWithPath: path)
        fileName = url.deletingPathExtension().lastPathComponent
        pictures = PagePictures(folder: url.deletingLastPathComponent())
        language = Self.language(of: document)
    }

    package var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(HTML.escaped(language))">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
        <meta http-equiv="x-dns-prefetch-control" content="off">
        <meta name="referrer" content="no-referrer">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(HTML.escaped(title))</title>
        <style>
        \(PageStyle.css)
        </style>
        </head>
        <body>
        <main>
        \(body)
        </main>
        </body>
        </html>

        """
    }

    /// A second wall behind `HTMLSanitizer`: a browser runs nothing and fetches nothing, whatever stands in the page.
    private static let policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    /// The cells; the list of headings stands behind the title.
    private var body: String {
        let contents = PageContents()
        var cells = document.cells.map { html($0, contents) }
        let list = contents.html(title: language == "zh" ? "目录" : "Contents")
        let beginsWithTitle = document.cells.first.map { $0.kind == .markdown && $0.source.hasPrefix("# ") } ?? false
        cells.insert(list, at: beginsWithTitle ? 1 : 0)
        return cells.filter { !$0.isEmpty }.joined(separator: "\n")
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

    private static func language(of document: NotebookDocument) -> String {
        if let language = document.metadata["language"]?.string { return language }
        let words = document.cells.filter { $0.kind == .markdown }.map(\.source).joined()
        let chinese = words.unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
        return chinese * 10 > words.unicodeScalars.count ? "zh" : "en"
    }

    // MARK: - Cells

    private func html(_ cell: NotebookCell, _ contents: PageContents) -> String {
        switch cell.kind {
        case .markdown:
            let body = MarkdownHTML.html(cell.source, contents, pictureData: pictures.data(for: cell))
            return "<section class=\"words\">\n\(body)\n</section>"
        case .code:
            if cell.isEmpty, cell.outputs.isEmpty { return "" }
            let number = cell.executionCount.map(String.init) ?? " "
            let code = HTML.highlighted(cell.source, language: codeLanguage)
            let source = folded("<pre class=\"code\"><code>\(code)</code></pre>", cell.isSourceHidden, .source)
            let outputs = cell.outputs.map { OutputHTML.html($0) }.filter { !$0.isEmpty }.joined(separator: "\n")
            let output = outputs.isEmpty ? "" : "\n<div class=\"output\">\n\(outputs)\n</div>"
            return """
                <section class="cell"><div class="prompt">In [\(number)]:</div>
                \(source)\(folded(output, cell.areOutputsHidden, .output))
                </section>
                """
        // Raw cells are meant for another converter.
        case .other: return ""
        }
    }

    private enum Part { case source, output }

    /// What Jupyter shows folded is folded here too.
    private func folded(_ html: String, _ isHidden: Bool, _ part: Part) -> String {
        guard isHidden, !html.isEmpty else { return html }
        let title =
            switch part {
            case .source: language == "zh" ? "代码" : "Code"
            case .output: language == "zh" ? "输出" : "Output"
            }
        return "<details class=\"folded\"><summary>\(title)</summary>\n\(html)\n</details>"
    }

    private var codeLanguage: String {
        let info = document.metadata["language_info"]?.object ?? document.metadata["kernelspec"]?.object
        return info?["name"]?.string?.lowercased().contains("python") == true ? "python" : "swift"
    }
}
