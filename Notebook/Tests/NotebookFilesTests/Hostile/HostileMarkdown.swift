/// Markdown that wants to run scripts, to fetch something, or to take for ever; the same in every run.
struct HostileMarkdown {
    private var random: Steps

    init(seed: UInt64) { random = Steps(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1) }

    /// A text of pieces in any order: some whole attacks, some halves of them.
    mutating func text() -> String {
        (0..<Int.random(in: 1...25, using: &random)).map { _ in piece() }.joined(separator: separator())
    }

    /// A few pieces that are repeated: short enough that what they make depends on the number alone.
    mutating func unit() -> String {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in piece(isLong: false) }.joined(separator: separator())
    }

    // MARK: - Pieces

    private mutating func piece(isLong: Bool = true) -> String {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: return one(Self.marks)
        case 3: return tag()
        case 4: return "[\(one(Self.words))](\(address()))"
        case 5: return "![\(one(Self.words))](\(address()) \(one(["", "\"t\"", "\"\"onerror=x\"", "'\"'"])))"
        case 6: return one(Self.blocks)
        case 7: return "[\(one(["a", "b"]))]: \(address())\n"
        case 8:
            return isLong ? String(repeating: one(Self.marks), count: Int.random(in: 1...60, using: &random)) : tag()
        default: return one(Self.words)
        }
    }

    private mutating func tag() -> String {
        let name = one(Self.names)
        if Int.random(in: 0..<6, using: &random) == 0 { return "</\(name)>" }
        let attributes = (0..<Int.random(in: 0...3, using: &random)).map { _ in attribute() }
        return
            "<\(name)\(one([" ", "/", "\n", "\t", "\u{C}"]))\(attributes.joined(separator: one([" ", "/", ""])))\(one([">", ">", ">", "/>", "", " "]))"
    }

    private mutating func attribute() -> String {
        let value: String
        switch Int.random(in: 0..<4, using: &random) {
        case 0: value = "\(one(Self.events))=\(quoted("window.hit=1"))"
        case 1: value = "\(one(Self.addresses))=\(quoted(address()))"
        case 2: value = "style=\(quoted(style()))"
        default: value = "\(one(Self.plain))=\(quoted(one(Self.words)))"
        }
        return Bool.random(using: &random) ? value : value.uppercased()
    }

    private mutating func quoted(_ value: String) -> String {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: "'\(value)'"
        case 1: value
        case 2: "\"\(value)"
        default: "\"\(value)\""
        }
    }

    /// An address, written in a way that not everybody reads alike.
    private mutating func address() -> String {
        let address = one(Self.targets)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return address.replacing(":", with: one(["&colon;", "&#58;", "&#x3a", "&#0000058;", "%3A", "\\:"]))
        case 1: return address.replacing("s", with: one(["&#115;", "&#x73;", "&Tab;s", "\ts", "&NewLine;s", "\u{0}s"]))
        case 2: return one([" ", "\u{1}", "&#1;", "\n", "\u{FEFF}", "&nbsp;"]) + address
        case 3: return "<\(address)>"
        case 4: return String(address.map { Bool.random(using: &random) ? Character($0.uppercased()) : $0 })
        default: return address
        }
    }

    private mutating func style() -> String {
        let property = one(Self.properties)
        let value = one(Self.values)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return "\(property):\(value.replacing("u", with: "\\75 "))"
        case 1: return "\(property)/**/:/**/\(value)"
        case 2: return "color:red;\(property):\(value)!important"
        default: return "\(property): \(value)"
        }
    }

    private mutating func separator() -> String { one(["", "", " ", "\n", "\n\n", "\r\n"]) }

    private mutating func one(_ list: [String]) -> String { list.randomElement(using: &random)! }

    // MARK: - Lists

    private static let server = "http://127.0.0.1:9/hit"

    static let marks = [
        "*", "**", "***", "_", "__", "~~", "`", "``", "```", "$", "$$", "[", "]", "](", "][", ")", "(", "!", "![", "\n",
        "\r\n", "\n\n", "- ", "  - ", "    ", "1. ", "> ", ">", "|", "|-|\n", "||||", "# ", "\\", "{", "}", "^", "_{",
        "&", "&amp", "&#x", "<", ">", "<a ", "<!", "<!--", "-->", "--!>", "</", "<a b=\"", "<a b='", "\"", "'", "=",
        ":",
        "\\frac", "\\left(", "\\begin{matrix}", "\\end{matrix}", "\\begin{a}", "\\text{", "\\mathbf", "http://a",
        "<http://", "h", "\u{0}", "\u{1B}[31m", "\u{202E}", "\u{FEFF}", "é", "中", "🎈", "\u{301}",
    ]

    private static let names = [
        "a", "img", "script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "button", "link",
        "meta", "base", "video", "audio", "source", "table", "td", "tr", "div", "p", "details", "summary", "title",
        "textarea", "noscript", "template", "select", "option", "plaintext", "xmp", "marquee", "body", "html", "head",
        "foreignObject", "use", "image", "animate", "set", "mtext", "mglyph", "annotation-xml", "desc", "frameset", "b",
        "x-y", "scr<script>ipt", "ul", "li", "pre", "section", "main",
    ]

    private static let events = [
        "onclick", "onerror", "onload", "ontoggle open", "onfocus autofocus", "onbegin", "on\u{0}error",
    ]

    private static let addresses = [
        "href", "src", "srcset", "xlink:href", "action", "formaction", "data", "poster", "background", "ping", "srcdoc",
        "content", "to", "values", "from", "manifest", "longdesc", "lowsrc", "code", "archive", "usemap", "cite",
        "fill",
        "filter", "mask", "attributeName=href to",
    ]

    private static let plain = [
        "class", "id", "title", "alt", "width", "height", "align", "type", "rel", "http-equiv", "name", "lang", "dir",
    ]

    private static let targets = [
        "javascript:window.hit=1", "vbscript:msgbox(1)", "data:text/html,<script>window.hit=1</script>",
        "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,<svg onload=window.hit=1>",
        "data:image/png;base64,AA\"onerror=\"window.hit=1",
        "data:image/png;base64,AAAA", "jar:x!/", "file:///etc/passwd", "blob:x", "about:blank", server,
        "//127.0.0.1:9/hit",
        "https://127.0.0.1:9/hit", "attachment:a.png", "a.png", "#a", "mailto:a@b.c", "view-source:x", "feed:x",
        "url(\(server))",
    ]

    private static let properties = [
        "background", "background-image", "list-style", "list-style-image", "border-image", "content", "cursor",
        "position",
        "width", "behavior", "-moz-binding", "filter", "mask", "clip-path", "src", "color", "font", "margin",
        "margin-top",
        "transform", "z-index", "--x", "animation", "inset", "top",
    ]

    private static let values = [
        "url(\(server))", "URL(\(server))", "u\\rl(\(server))", "image-set('\(server)' 1x)",
        "-webkit-image-set(url(\(server)) 1x)",
        "fixed", "absolute", "sticky", "expression(window.hit=1)", "javascript:window.hit=1", "-9999px", "99999999px",
        "red",
        "cross-fade(url(\(server)), red)", "element(#a)", "var(--x)", "attr(href)", "src('\(server)')",
        "'a;position:fixed'",
        "rgb(1,2,3)", "100%", "100vw", "calc(1px + 1px)", "}</style><script>window.hit=1</script>",
    ]

    private static let words = [
        "a", "word", "two words", "<script>window.hit=1</script>", "<!--", "]]>", "<![CDATA[", "<?xml", "</section>",
        "</main>",
        "<b>", "\"><img src=x onerror=window.hit=1>", "'><svg onload=window.hit=1>", "--><script>window.hit=1</script>",
        "$x$", "`c`",
        "</style><script>window.hit=1</script>", "</title><script>window.hit=1</script>", "<svg><style>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=window.hit=1&gt;\">",
        "<svg></p><style><a id=\"</style><img src=1 onerror=window.hit=1>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=window.hit=1>\">",
    ]

    private static let blocks = [
        "```swift\n\"\\(\"\\(\"\\(", "```swift\n#\"\\#(\n```\n", "```swift\n/*/*", "```python\n'''", "```<script>\n",
        "~~~\n", "$$\n\\color{red;x}y\n$$\n", "$\\boxed{x}$", "$\\text{<script>window.hit=1</script>}$",
        "$\\href{javascript:x}{y}$",
        "$\\color{url(http://127.0.0.1:9/hit)}{x}$", "\n|a|b|\n|-|-|\n|c|",
        "\n- [x] <input autofocus onfocus=window.hit=1>\n",
        "\n<details open ontoggle=window.hit=1>\n", "\n<div>\n\n", "\n</div>\n",
        "\n# <img src=x onerror=window.hit=1>\n",
        "\n    <script>window.hit=1</script>\n", "\nTitle<script>\n===\n", "\n> - > - > - ", "\n1. a\n   1. b\n",
    ]
}

/// The same numbers in every run.
struct Steps: RandomNumberGenerator {
    var state: UInt64 = 1

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 33
    }
}
