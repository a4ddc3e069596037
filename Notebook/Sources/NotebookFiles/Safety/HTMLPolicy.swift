/// What a page may have from a notebook: elements and attributes that show something, and run and fetch nothing.
enum HTMLPolicy {
    /// What the elements around a tag belong to.
    enum Language { case html, svg, mathML }

    /// Elements without content, which nothing closes.
    static let void: Set<String> = ["br", "col", "hr", "img", "input", "wbr"]

    /// Elements whose content is no text for readers: it goes with them.
    static let opaque: Set<String> = [
        "iframe", "noembed", "noframes", "noscript", "object", "plaintext", "script", "select", "style", "template",
        "textarea", "xmp",
    ]

    /// Whether an element of that name, in lower-case letters, may stand there.
    static func allows(_ name: String, in language: Language) -> Bool {
        switch language {
        case .html: html.contains(name)
        case .svg: svg.contains(name)
        case .mathML: mathML.contains(name)
        }
    }

    /// The value that an attribute keeps; nil for an attribute that no page gets.
    ///
    /// - Parameters:
    ///   - name: the attribute's name in lower-case letters.
    ///   - value: its value, with its character references decoded.
    static func value(of name: String, _ value: String, element: String, in language: Language) -> String? {
        switch name {
        case "style": return StyleDeclarations.safe(value)
        case "class", "title", "lang", "dir", "role", "aria-label", "aria-hidden", "alt": return value
        case "id": return language == .html ? value : nil
        case "href" where element == "a": return LinkTarget.link(value)
        case "href" where element == "image": return LinkTarget.picture(value)
        case "src" where element == "img": return LinkTarget.picture(value)
        case "xmlns" where element == "svg": return value == "http://www.w3.org/2000/svg" ? value : nil
        case "font-family", "fill", "stroke",
            "color" where language == .svg:
            return StyleDeclarations.isSafe(value) ? value : nil
        default: break
        }
        switch language {
        case .html: return htmlAttributes.contains(name) && StyleDeclarations.isSafe(value) ? value : nil
        case .svg: return svgAttributes.contains(name) && isGeometry(value) ? value : nil
        case .mathML: return name == "alttext" || mathAttributes.contains(name) && isGeometry(value) ? value : nil
        }
    }

    /// Words, numbers, and functions such as `rotate(45)`: nothing that could be an address.
    private static func isGeometry(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0.isHTMLSpace || ".,+-()%#".utf8.contains($0) }
            && !value.lowercased().contains("url")
    }

    // MARK: - Lists

    private static let html: Set<String> = [
        "a", "abbr", "article", "aside", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col",
        "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "input", "ins", "kbd", "li", "mark",
        "math", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub",
        "summary", "sup", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr",
    ]

    private static let htmlAttributes: Set<String> = [
        "align", "bgcolor", "border", "cellpadding", "cellspacing", "checked", "color", "colspan", "disabled", "height",
        "open", "reversed", "rowspan", "scope", "size", "span", "start", "type", "valign", "value", "width",
    ]

    private static let svg: Set<String> = [
        "circle", "desc", "ellipse", "g", "image", "line", "path", "polygon", "polyline", "rect", "svg", "text",
        "title",
        "tspan",
    ]

    private static let svgAttributes: Set<String> = [
        "cx", "cy", "d", "dominant-baseline", "dx", "dy", "fill-opacity", "fill-rule", "font-size", "font-style",
        "font-weight", "height", "image-rendering", "opacity", "paint-order", "points", "preserveaspectratio", "r",
        "rotate", "rx", "ry", "shape-rendering", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
        "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "textlength",
        "transform", "version", "viewbox", "width", "x", "x1", "x2", "y", "y1", "y2",
    ]

    private static let mathML: Set<String> = [
        "math", "mfrac", "mi", "mn", "mo", "mover", "mphantom", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub",
        "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
    ]

    private static let mathAttributes: Set<String> = [
        "accent", "accentunder", "display", "displaystyle", "fence", "form", "linethickness", "lspace", "mathvariant",
        "rspace", "separator", "stretchy", "width",
    ]
}
