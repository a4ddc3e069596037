/// The headings of a page, with the names that links find them by.
final class PageContents {
    private struct Entry {
        let level: Int
        let name: String
        let html: String
    }

    private var entries: [Entry] = []
    private var names: [String: Int] = [:]

    /// Fewer headings than these need no list.
    private static let minimumCount = 4

    /// Notes a heading.
    ///
    /// - Returns: the name that Jupyter gives to a heading of that text; a number is added to later ones of the same text.
    func note(level: Int, text: String, html: String) -> String {
        let plain = text.filter { $0 != "*" && $0 != "`" }.map { $0.isWhitespace ? "-" : String($0) }.joined()
        let count = names[plain, default: 0] + 1
        names[plain] = count
        let name = count == 1 ? plain : "\(plain)-\(count)"
        entries.append(Entry(level: level, name: name, html: html))
        return name
    }

    /// Links to the headings below the title; empty for a short page.
    func html(title: String) -> String {
        let entries = entries.filter { (2...3).contains($0.level) }
        guard entries.count >= Self.minimumCount else { return "" }
        let items = entries.map { entry in
            // A link inside a heading's link would end it.
            let text = HTMLSanitizer.sanitized(entry.html, refused: .dropped).replacing(#/</?a\b[^>]*>/#, with: "")
            return "<li class=\"level\(entry.level)\"><a href=\"#\(HTML.escaped(entry.name))\">\(text)</a></li>"
        }
        return """
            <nav><details class="contents"><summary>\(title)</summary>
            <ul>
            \(items.joined(separator: "\n"))
            </ul>
            </details></nav>
            """
    }
}
