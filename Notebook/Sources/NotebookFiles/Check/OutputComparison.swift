/// What a cell put out when its notebook was stored, against what it puts out now.
///
/// Printed text, values, errors and text forms of displays must be equal but for what `RunDependentText` replaces; pictures must
/// be equal byte by byte (SVG as text). A cell with the tag `ignore-output` (or nbval's `nbval-ignore-output`) is not compared.
package struct OutputComparison {
    /// A readable account of each thing that differs.
    package let differences: [String]

    package static let ignoringTags: Set<String> = ["ignore-output", "nbval-ignore-output"]

    package init(stored: [CellOutput], new: [CellOutput]) {
        let (stored, new) = (Self.pieces(stored), Self.pieces(new))
        var differences: [String] = []
        if stored.map(\.kind) != new.map(\.kind) {
            let difference = LineDifference(
                stored: stored.map(\.outline).joined(separator: "\n"), new: new.map(\.outline).joined(separator: "\n"))
            differences.append("other outputs than stored:\n\(difference.text)")
        } else {
            for (old, now) in zip(stored, new) {
                differences += Self.differences(old, now)
            }
        }
        self.differences = differences
    }

    /// One output, ready to be compared.
    private struct Piece {
        /// What it is, without the content.
        var kind: String
        var content: [(mime: String, text: String)]

        /// The kind and how the content begins, to be shown where the kinds differ.
        var outline: String {
            let text = content.first { $0.mime.hasPrefix("text/") }?.text ?? ""
            return kind + (text.isEmpty ? "" : ":\n" + text.prefix(400))
        }
    }

    /// Streams of one name count as one text however they were cut; the two streams may be interleaved by chance.
    private static func pieces(_ outputs: [CellOutput]) -> [Piece] {
        var pieces: [Piece] = []
        for output in outputs {
            switch output {
            case .stream(let name, let text):
                let place = pieces.lastIndex { !$0.kind.hasPrefix("text printed") } ?? -1
                let kind = "text printed to \(name)"
                if let same = pieces.indices.last(where: { $0 > place && pieces[$0].kind == kind }) {
                    pieces[same].content[0].text += text
                } else {
                    let before = pieces.indices.first { $0 > place && pieces[$0].kind > kind } ?? pieces.count
                    pieces.insert(Piece(kind: kind, content: [("text/plain", text)]), at: before)
                }
            case .display(let data, _): pieces.append(piece("display", data))
            case .result(let data, _, _): pieces.append(piece("value", data))
            case .error(let name, let value, _):
                // The traceback's text follows from the error and the code, and has colours and columns of a terminal.
                pieces.append(Piece(kind: "error", content: [("text/plain", "\(name): \(value)")]))
            case .unknown(let json):
                pieces.append(Piece(kind: "other output", content: [("text/plain", json.indentedText)]))
            }
        }
        return pieces
    }

    private static func piece(_ kind: String, _ data: MimeBundle) -> Piece {
        let types = data.types.sorted()
        return Piece(
            kind: "\(kind) (\(types.joined(separator: ", ")))",
            content: types.map { ($0, data[$0] ?? data.json[$0]?.indentedText ?? "") })
    }

    private static func differences(_ stored: Piece, _ new: Piece) -> [String] {
        zip(stored.content, new.content).compactMap { old, now in
            let isText = old.mime.hasPrefix("text/")
            if isText || old.mime == "image/svg+xml" {
                let difference = LineDifference(
                    stored: isText ? RunDependentText.replaced(in: old.text) : old.text,
                    new: isText ? RunDependentText.replaced(in: now.text) : now.text,
                    // A drawing's lines say little: that it differs is what counts.
                    maximumLines: isText ? 60 : 10)
                guard !difference.text.isEmpty else { return nil }
                let name = old.mime == "text/plain" ? stored.kind : "\(stored.kind), \(old.mime)"
                return "\(name):\n\(difference.text)"
            }
            let (old64, now64) = (old.text.filter { !$0.isWhitespace }, now.text.filter { !$0.isWhitespace })
            guard old64 != now64 else { return nil }
            return
                "\(stored.kind): \(old.mime) differs (\(old64.count * 3 / 4) bytes stored, \(now64.count * 3 / 4) now)"
        }
    }
}
