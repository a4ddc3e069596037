/// Turns Markdown into HTML.
package struct MarkdownHTML {
    private let context: MarkdownContext
    private let contents: PageContents

    /// - Parameters:
    ///   - text: the Markdown.
    ///   - pictureData: the `data:` address of a picture that the text names, if it can be had. Default: none can.
    package static func html(_ text: String, pictureData: @escaping (String) -> String? = { _ in nil }) -> String {
        html(text, PageContents(), pictureData: pictureData)
    }

    /// The HTML of a text that is a part of a page, which gets to know its headings.
    static func html(
        _ text: String, _ contents: PageContents, pictureData: @escaping (String) -> String? = { _ in nil }
    ) -> String {
        let (blocks, references) = MarkdownParser.parse(text)
        let context = MarkdownContext(references: references, length: text.utf8.count)
        let writer = MarkdownHTML(context: context, contents: contents)
        return HTMLSanitizer.sanitized(writer.html(blocks), refused: .shown, pictureData: pictureData)
    }

    private func html(_ blocks: [MarkdownBlock]) -> String { blocks.map(html).joined(separator: "\n") }

    private func html(_ block: MarkdownBlock) -> String {
        switch block {
        case .heading(let level, let text):
            let html = inline(text)
            let name = contents.note(level: level, text: text, html: html)
            return "<h\(level) id=\"\(HTML.escaped(name))\">\(html)</h\(level)>"
        case .paragraph(let text): return "<p>\(inline(text.trimmed))</p>"
        case .code(let language, let text):
            return "<pre><code>\(HTML.highlighted(text, language: language))</code></pre>"
        case .quote(let blocks): return "<blockquote>\n\(html(blocks))\n</blockquote>"
        case .list(let list): return html(list)
        case .table(let table): return html(table)
        case .rule: return "<hr>"
        case .html(let text): return MarkdownInline.rawHTML(text, context)
        case .math(let formula): return MathParser.mathML(formula, isDisplay: true)
        }
    }

    private func html(_ list: MarkdownList) -> String {
        let tag = list.start == nil ? "ul" : "ol"
        let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
        let items = list.items.map { item in
            let box = item.isChecked.map { "<input type=\"checkbox\" disabled\($0 ? " checked" : "")> " } ?? ""
            let blocks = item.blocks.map { block in
                if list.isTight, case .paragraph(let text) = block { inline(text.trimmed) } else { html(block) }
            }
            return "<li>\(box)\(blocks.joined(separator: "\n"))</li>"
        }
        return "<\(tag)\(start)>\n\(items.joined(separator: "\n"))\n</\(tag)>"
    }

    private func html(_ table: MarkdownTable) -> String {
        func row(_ cells: [String], _ tag: String) -> String {
            let cells = zip(cells, table.alignments).map { cell, alignment in
                "<\(tag)\(alignment.map { " style=\"text-align:\($0)\"" } ?? "")>\(inline(cell))</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return """
            <div class="table"><table>
            <thead>\(row(table.header, "th"))</thead>
            <tbody>
            \(table.rows.map { row($0, "td") }.joined(separator: "\n"))
            </tbody></table></div>
            """
    }

    private func inline(_ text: some StringProtocol) -> String { MarkdownInline.html(text, context) }
}
