/// Turns Markdown into HTML.
package struct MarkdownHTML {
    private var context: MarkdownContext

    /// - Parameters:
    ///   - text: the Markdown.
    ///   - pictureData: the `data:` address of a picture that the text names, if it can be had.
    package static func html(_ text: String, pictureData: @escaping (String) -> String? = { _ in nil }) -> String {
        let (blocks, references) = MarkdownParser.parse(text)
        let writer = MarkdownHTML(context: MarkdownContext(references: references, pictureData: pictureData))
        return writer.html(blocks)
    }

    private func html(_ blocks: [MarkdownBlock]) -> String { blocks.map(html).joined(separator: "\n") }

    private func html(_ block: MarkdownBlock) -> String {
        switch block {
        case .heading(let level, let text):
            return "<h\(level) id=\"\(HTML.escaped(Self.anchor(text)))\">\(inline(text))</h\(level)>"
        case .paragraph(let text): return "<p>\(inline(text.trimmed))</p>"
        case .code(let language, let text):
            return "<pre><code>\(HTML.highlighted(text, language: language))</code></pre>"
        case .quote(let blocks): return "<blockquote>\n\(html(blocks))\n</blockquote>"
        case .list(let list): return html(list)
        case .table(let table): return html(table)
        case .rule: return "<hr>"
        case .html(let text): return MarkdownInline.safeHTML(text, context)
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

    /// The name that Jupyter gives to a heading.
    private static func anchor(_ text: String) -> String {
        text.filter { $0 != "*" && $0 != "`" }.map { $0.isWhitespace ? "-" : String($0) }.joined()
    }
}
