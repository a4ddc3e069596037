/// What of a page could run or fetch something: looked for as a browser reads pages, independently of how they are written.
enum PageDanger {
    /// The first thing that a page must not have; nil if there is none.
    static func find(_ html: String) -> String? {
        let bytes = Array(html.utf8)
        var position = 0
        var open: [String] = []
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = start + 1
            guard position < bytes.count, isLetter(bytes[position]) || bytes[position] == UInt8(ascii: "/") else {
                return "a bare < at \(String(decoding: bytes[start...].prefix(40), as: UTF8.self))"
            }
            if bytes[position] == UInt8(ascii: "/") {
                guard let end = bytes[position...].firstIndex(of: UInt8(ascii: ">")) else { return "an open tag" }
                let name = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
                guard open.popLast() == name else { return "\(name) closed out of turn" }
                position = end + 1
                continue
            }
            let name = String(
                decoding: bytes[position...].prefix { !isSpace($0) && $0 != UInt8(ascii: ">") }, as: UTF8.self)
            if !["br", "col", "hr", "img", "input", "wbr"].contains(name) { open.append(name) }
            guard let danger = tag(bytes, &position) else { continue }
            return "\(danger) in \(String(decoding: bytes[start..<min(position + 1, bytes.count)], as: UTF8.self))"
        }
        return open.last.map { "\($0) stays open" }
    }

    private static func tag(_ bytes: [UInt8], _ position: inout Int) -> String? {
        let name = take(bytes, &position) { !isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
            .lowercased()
        guard elements.contains(name) else { return "the element \(name)" }
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
            if isSpace(bytes[position]) || bytes[position] == UInt8(ascii: "/") {
                position += 1
                continue
            }
            let attribute = take(bytes, &position) { !isSpace($0) && !"/>=".utf8.contains($0) }.lowercased()
            guard !attribute.isEmpty else { return "a strange attribute" }
            var value = ""
            if position < bytes.count, bytes[position] == UInt8(ascii: "=") {
                position += 1
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                    return "a value without quotes"
                }
                position += 1
                value = take(bytes, &position) { $0 != UInt8(ascii: "\"") }
                position += 1
            }
            if let danger = danger(name, attribute, decoded(value)) { return danger }
        }
        guard position < bytes.count else { return "a tag without an end" }
        position += 1
        return nil
    }

    private static func danger(_ element: String, _ name: String, _ value: String) -> String? {
        if !attributes.contains(name) { return "the attribute \(name)" }
        let plain = String(value.lowercased().unicodeScalars.filter { $0.value > 0x20 })
        switch name {
        case "src": return plain.hasPrefix("data:image/") && element == "img" ? nil : "a picture from \(value)"
        case "href" where element == "image": return plain.hasPrefix("data:image/") ? nil : "a picture from \(value)"
        case "href":
            guard let colon = plain.firstIndex(of: ":"), !plain[..<colon].contains(where: { "/?#".contains($0) }) else {
                return nil
            }
            return ["http", "https", "mailto", "ftp"].contains(plain[..<colon]) ? nil : "a link to \(value)"
        case "style":
            let words = [
                "url", "image", "position", "expression", "\\", "@", "/*", "element", "src", "content", "var", "-9",
                "behavior", "binding",
            ]
            return words.first { plain.contains($0) && !plain.contains("image-rendering") }.map { "the style \($0)" }
        case "fill", "stroke", "transform": return plain.contains("url") ? "an address in \(name)" : nil
        default: return nil
        }
    }

    private static func take(_ bytes: [UInt8], _ position: inout Int, _ matches: (UInt8) -> Bool) -> String {
        let part = bytes[position...].prefix(while: matches)
        position = part.endIndex
        return String(decoding: part, as: UTF8.self)
    }

    /// The five references that pages are written with.
    private static func decoded(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
            "&amp;", with: "&")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

    private static let elements: Set<String> = Set(
        """
        a abbr article aside b big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption \
        figure font footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li mark math nav ol p pre q s samp section small \
        span strike strong sub summary sup svg table tbody td tfoot th thead tr tt u ul var wbr circle desc ellipse g image line \
        path polygon polyline rect text title tspan mfrac mi mn mo mover mphantom mroot mrow mspace msqrt mstyle msub msubsup \
        msup mtable mtd mtext mtr munder munderover
        """.split(separator: " ").map(String.init))

    private static let attributes: Set<String> = Set(
        """
        accent accentunder align alt alttext aria-hidden aria-label bgcolor border cellpadding cellspacing checked class color \
        colspan cx cy d dir disabled display displaystyle dx dy fence fill fill-opacity fill-rule font-family font-size \
        font-style font-weight form height href id image-rendering lang linethickness lspace mathvariant opacity open \
        paint-order points preserveaspectratio r reversed role rotate rowspan rspace rx ry scope separator shape-rendering size \
        span src start stretchy stroke stroke-linecap stroke-opacity stroke-width style text-anchor title transform type valign \
        value version viewbox width x x1 x2 xmlns y y1 y2
        """.split(separator: " ").map(String.init))
}
