import NotebookFiles
import Testing

/// HTML in Markdown: what stays of it.
@Suite struct SafetyTests {
    /// A link's address as the browser would read it, and what the page gets.
    @Test(
        arguments: [
            ("https://a.b/?c=1&amp;d=2#e", "https://a.b/?c=1&amp;d=2#e"), ("a%20b.md", "a%20b.md"), ("#a", "#a"),
            ("//a.b", "//a.b"), ("MAILTO:a@b.c", "MAILTO:a@b.c"), ("a/b:c", "a/b:c"), ("?a:b", "?a:b"),
            ("javascript:a", nil), ("JaVaScRiPt:a", nil), (" javascript:a", nil), ("\u{1}javascript:a", nil),
            ("java\tscript:a", nil), ("java\nscript:a", nil), ("javascript&colon;a", nil), ("javascript&#58;a", nil),
            ("javascript&#x3A;a", nil), ("javascript&#58a", nil), ("&#106;avascript:a", nil),
            ("&#x6a;avascript:a", nil),
            ("java&Tab;script:a", nil), ("java&NewLine;script:a", nil), ("&#1;javascript:a", nil), ("vbscript:a", nil),
            ("data:text/html,a", nil), ("file:///a", nil), ("blob:a", nil), ("view-source:a", nil), ("x:a", nil),
            // Not a name that is known here: then it is none for the browser either.
            ("javascript&unknown;a", "javascript&amp;unknown;a"),
        ] as [(String, String?)])
    func addresses(target: String, kept: String?) {
        let html = MarkdownHTML.html("a <a href=\"\(target)\">b</a>")
        #expect(html == "<p>a <a\(kept.map { " href=\"\($0)\"" } ?? "")>b</a></p>")
    }

    /// The same in Markdown's own links.
    @Test(arguments: [
        "javascript:a", "javascript&colon;a", "javascript&#58;a", "<javascript:a>", "\\javascript\\:a", "JAVASCRIPT:a",
    ])
    func links(target: String) {
        for text in ["[b](\(target))", "[b][c]\n\n[c]: \(target)", "![b](\(target))"] {
            let html = MarkdownHTML.html(text)
            #expect(!html.lowercased().contains("href=\"javascript:"), "\(text)")
        }
    }

    @Test(
        arguments: [
            ("color: red", "color:red"), ("COLOR:#fFf; width : 50%", "color:#fFf;width:50%"),
            ("font-family:'DejaVu Sans', serif", "font-family:'DejaVu Sans', serif"),
            ("background:rgb(1, 2, 3)", "background:rgb(1, 2, 3)"), ("margin:0 1em", "margin:0 1em"),
            ("background:url(http://a)", nil), ("background:URL(a)", nil), ("background:u\\72l(a)", nil),
            ("background:image-set('a' 1x)", nil), ("position:fixed", nil), ("position/**/:fixed", nil), ("top:0", nil),
            ("margin-top:-10px", nil), ("width:99999px", nil), ("width:100vw", nil), ("width:calc(1px)", nil),
            ("color:var(--a)", nil), ("content:'a'", nil), ("z-index:9", nil), ("color:red !important", nil),
            ("color:expression(a)", nil), ("color:'a;position:fixed'", nil), ("--a:b", nil),
            ("color:red;position:fixed", "color:red"),
            ("background:&#117;rl(a)", nil),
        ] as [(String, String?)])
    func styles(style: String, kept: String?) {
        let html = MarkdownHTML.html("a <b style=\"\(style)\">b</b>")
        #expect(html == "<p>a <b\(kept.map { " style=\"\($0.replacing("'", with: "'"))\"" } ?? "")>b</b></p>")
    }

    @Test(
        arguments: [
            ("<b onclick=\"a\" class='c \"d'>b</b>", "<b class=\"c &quot;d\">b</b>"),
            ("<img src=\"http://a\" alt=\"b\">", "<a href=\"http://a\">b</a>"),
            ("<img src=x onerror=a>", "<a href=\"x\">x</a>"),
            ("<img src=\"data:image/png;base64,AA\" srcset=\"http://a\">", "<img src=\"data:image/png;base64,AA\">"),
            ("<img src=\"data:text/html,a\" alt=b>", "b"),
            ("<a href=\"b\" ping=\"c\" target=d>a</a>", "<a href=\"b\">a</a>"),
            ("<a title=\"<script>\">b</a>", "<a title=\"&lt;script&gt;\">b</a>"),
            ("<iframe src=a>b</iframe>", "&lt;iframe src=a&gt;b&lt;/iframe&gt;"),
            ("<svg><style>a</style></svg>", "<svg>&lt;style&gt;a&lt;/style&gt;</svg>"), ("</p></section>a", "a"),
            ("<input type=checkbox disabled>", "<input type=\"checkbox\" disabled>"),
            ("<input autofocus>", "&lt;input autofocus&gt;"), ("<b><i>a</b>", "<b><i>a</i></b>"),
            ("<http://a.b>", "<a href=\"http://a.b\">http://a.b</a>"), ("<a b=", "&lt;a b="),
        ])
    func tags(html: String, kept: String) {
        let result = MarkdownHTML.html("- " + html)
        #expect(result == "<ul>\n<li>\(kept)</li>\n</ul>")
    }

    /// A short name of a long address, named again and again, makes no endless page; nor does a wide table of short rows.
    @Test func growth() {
        let address = String(repeating: "b", count: 10_000)
        #expect(MarkdownHTML.html("[a]: \(address)\n\n" + String(repeating: "[a]", count: 10_000)).utf8.count < 400_000)
        let header = String(repeating: "|a", count: 3000) + "|\n" + String(repeating: "|-", count: 3000) + "|\n"
        #expect(MarkdownHTML.html(header + String(repeating: "|\n", count: 3000)).utf8.count < 1_000_000)
    }
}
