import Foundation
import NotebookSyntax

extension Session {
    /// What may stand at a place.
    ///
    /// - Parameters:
    ///   - code: the cell as far as it is written.
    ///   - cursor: the place, in Unicode scalars.
    /// - Returns: names that begin with what stands before the place.
    public func complete(_ code: String, cursor: Int) -> Completions {
        let scalars = Array(code.unicodeScalars)
        let cursor = min(max(cursor, 0), scalars.count)
        var start = cursor
        while start > 0, isNamePart(scalars[start - 1]) { start -= 1 }
        let prefix = text(scalars[start..<cursor])
        if let magics = completeMagic(scalars, start: start, cursor: cursor, prefix) { return magics }
        let (source, shift) = assistedSource(code)
        let offset = shift + text(scalars[..<start]).utf8.count
        var members = question(source, offset: offset)
        members["key.codecomplete.options"] = [
            "key.codecomplete.filtertext": prefix, "key.codecomplete.requestlimit": 200,
            "key.codecomplete.hideunderscores": 2, "key.codecomplete.group.overloads": 0,
            "key.codecomplete.group.stems": 0, "key.codecomplete.fuzzymatching": 0,
        ]
        let answer = sourceKit.ask("codecomplete.open", members)
        _ = sourceKit.ask("codecomplete.close", ["key.name": assistedFile, "key.offset": offset])
        var matches: [String] = []
        for found in answer?["key.results"] as? [[String: Any]] ?? [] {
            guard let name = found["key.name"] as? String, let match = completion(name, prefix) else { continue }
            if !matches.contains(match) { matches.append(match) }
        }
        return Completions(matches: matches, range: start..<cursor)
    }

    /// What is known about the name at a place.
    ///
    /// - Parameters:
    ///   - code: the cell's text.
    ///   - cursor: the place, in Unicode scalars: within the name, or just behind it.
    /// - Returns: its declaration and documentation.
    public func inspect(_ code: String, cursor: Int) -> Inspection {
        let scalars = Array(code.unicodeScalars)
        var start = min(max(cursor, 0), scalars.count)
        // Behind an opening parenthesis the call is meant.
        if start > 0, start == scalars.count || !isNamePart(scalars[start]), scalars[start - 1] == "(" { start -= 1 }
        while start > 0, isNamePart(scalars[start - 1]) { start -= 1 }
        let (source, shift) = assistedSource(code)
        let members = question(source, offset: shift + text(scalars[..<start]).utf8.count)
        // This request reads the file.
        try? write(source, to: assistedFile)
        guard let answer = sourceKit.ask("cursorinfo", members),
            let declaration = answer["key.annotated_decl"] as? String
        else { return Inspection(data: [:]) }
        let code = withoutModules(plainText(ofXML: declaration))
        let comment = answer["key.doc_comment"] as? String ?? ""
        return Inspection(data: [
            "text/plain": comment.isEmpty ? code : "\(code)\n\n\(comment)",
            "text/markdown": "```swift\n\(code)\n```" + (comment.isEmpty ? "" : "\n\n\(comment)"),
        ])
    }

    private var assistedFile: String { workspace.source(0) }

    /// The cell behind its prelude, and how many bytes that has.
    private func assistedSource(_ code: String) -> (source: String, shift: Int) {
        let prelude = Prelude.source(for: 0, live: state.live, anchors: state.anchors(mentioning: nil))
        let (magics, rest) = Magic.take(from: code)
        // Lines of magics become blanks, so that no offset changes.
        guard !magics.isEmpty else { return (prelude + code, prelude.utf8.count) }
        let blank = code.utf8.prefix(code.utf8.count - rest.drop { $0 == "\n" }.utf8.count)
        return (
            prelude + blank.map { $0 == UInt8(ascii: "\n") ? "\n" : " " }.joined() + rest.drop { $0 == "\n" },
            prelude.utf8.count
        )
    }

    private func question(_ source: String, offset: Int) -> [String: Any] {
        [
            "key.name": assistedFile, "key.sourcefile": assistedFile, "key.sourcetext": source, "key.offset": offset,
            "key.compilerargs": compiler.common(seeing: workspace.visible) + ["-module-name", "Cell_0", assistedFile],
        ]
    }

    private func completeMagic(
        _ scalars: [Unicode.Scalar], start: Int, cursor: Int, _ prefix: String
    ) -> Completions? {
        let line = scalars[..<start].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let before = text(scalars[line..<start]).drop { $0 == " " }
        guard before == "%" else { return nil }
        let names = ["opt", "time", "who", "load", "package", "reset", "help"]
        return Completions(matches: names.filter { $0.hasPrefix(prefix) }, range: start..<cursor)
    }

    /// `matmul(_:)` becomes `matmul(`, `sum()` stays.
    private func completion(_ name: String, _ prefix: String) -> String? {
        guard name.hasPrefix(prefix), !name.hasPrefix("_cell"), !name.hasPrefix("_CellAnchor") else { return nil }
        guard let parenthesis = name.firstIndex(of: "("), parenthesis != name.startIndex else { return name }
        let base = name[..<parenthesis]
        return name[parenthesis...] == "()" ? base + "()" : base + "("
    }

    private func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isXIDContinue || scalar.properties.isEmojiPresentation
    }

    private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(scalars)) }

    private func withoutModules(_ text: String) -> String { text.replacing(/Cell_\d+\./, with: "") }
}
