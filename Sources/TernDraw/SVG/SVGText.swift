/// Strings as they stand in an SVG document.
enum SVGText {
    /// A label on one line, safe between tags and in attributes.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t", "\r": result += " "
            // XML has no way to write these at all.
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A coordinate, to a hundredth of a pixel.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        let sign = hundredths < 0 ? "-" : ""
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// About how wide a text is in the reader's sans-serif font; rather too wide than too narrow.
    static func width(_ text: String, size: Double = SVGCanvas.fontSize) -> Double {
        let ems = text.unicodeScalars.reduce(0.0) { sum, scalar in
            switch scalar {
            case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", "(", ")", "[", "]", " ": sum + 0.4
            case "m", "w", "M", "W", "@", "%": sum + 0.98
            case "A"..."Z": sum + 0.74
            // Chinese, Japanese and Korean letters, and pictures, are square.
            case "\u{2E80}"..."\u{FFFF}", "\u{1F000}"...: sum + 1.05
            default: sum + 0.64
            }
        }
        return ems * size
    }

    /// The text, or its beginning and "…" where it would be wider than that.
    static func fitted(_ text: String, to limit: Double, size: Double = SVGCanvas.fontSize) -> String {
        guard width(text, size: size) > limit else { return text }
        var kept = Substring(text)
        while !kept.isEmpty, width(kept + "…", size: size) > limit { kept = kept.dropLast() }
        return kept + "…"
    }

    /// The text on lines that are no wider than that, broken behind commas; what has none to break behind is cut.
    static func wrapped(_ text: String, to limit: Double, size: Double = SVGCanvas.fontSize) -> [String] {
        var lines: [String] = []
        let parts = text.split(separator: ", ", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let part = index < parts.count - 1 ? part + "," : part
            if let last = lines.last, width("\(last) \(part)", size: size) <= limit {
                lines[lines.count - 1] = "\(last) \(part)"
            } else {
                lines.append(fitted(String(part), to: limit, size: size))
            }
        }
        return lines.isEmpty ? [""] : lines
    }
}
