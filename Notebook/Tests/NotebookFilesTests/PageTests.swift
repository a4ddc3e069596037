import Foundation
import NotebookFiles
import Testing

@Suite struct HighlightTests {
    @Test(
        arguments: [
            ("let x = 0x1F", ["keyword:let", "number:0x1F"]), ("x.default(for: y)", ["call:default"]),
            ("switch a { default: self.b }", ["keyword:switch", "keyword:default", "keyword:self"]),
            ("\"a \\(b + \"c\") d\"", ["string:\"a \\(", "string:\"c\") d\""]),
            ("#\"a \\(b) \\#(c)\"#", ["string:#\"a \\(b) \\#(", "string:)\"#"]),
            ("\"\"\"\n a \" b\n \"\"\" + Int(3)", ["string:\"\"\"\n a \" b\n \"\"\"", "type:Int", "number:3"]),
            ("a /* b /* c */ d */ e // f", ["comment:/* b /* c */ d */", "comment:// f"]),
            ("%opt -O\n1...5", ["attribute:%opt", "type:O", "number:1", "number:5"]),
            ("@main struct A {}", ["attribute:@main", "keyword:struct", "type:A"]),
            ("\"open\nlet a = 1", ["string:\"open", "keyword:let", "number:1"]),
            ("/* open", ["comment:/* open"]), ("\"\\", ["string:\"\\"]), ("\"\\(", ["string:\"\\("]),
        ])
    func swift(code: String, coloured: [String]) {
        let tokens = SyntaxHighlighter.tokens(code, .swift)
        #expect(tokens.map(\.text).joined() == code)
        #expect(tokens.filter { $0.kind != .plain }.map { "\($0.kind.rawValue):\($0.text)" } == coloured)
    }

    @Test func python() {
        let code = "x = nn.Conv2d('a', 1)  # why"
        let tokens = SyntaxHighlighter.tokens(code, .python).filter { $0.kind != .plain }
        #expect(tokens.map(\.text) == ["Conv2d", "'a'", "1", "# why"])
    }
}

@Suite struct PageTests {
    private func page(_ cells: [NotebookCell], folder: String = "/nowhere") throws -> String {
        var document = try NotebookDocument(bytes: #"{"cells": [], "metadata": {}, "nbformat": 4}"#.utf8)
        document.cells = cells
        return NotebookPage(document, path: folder + "/my study.ipynb").html
    }

    private func cell(_ kind: String, _ source: String, _ outputs: [CellOutput] = []) -> NotebookCell {
        var cell = NotebookCell(fields: ["cell_type": .string(kind), "metadata": [:]])
        cell.source = source
        if kind == "code" { cell.outputs = outputs }
        return cell
    }

    @Test func wholePage() throws {
        let html = try page([
            cell("markdown", "Hello <b>$x$\n\n# The `title` of it"),
            cell(
                "code", "let a = 1 < 2",
                [
                    .stream(name: "stdout", text: "\u{1B}[31mred\u{1B}[0m <&>\n"),
                    .display(
                        MimeBundle(["image/svg+xml": "<?xml version=\"1.0\"?>\n<svg><g/></svg>", "text/plain": "no"])),
                    .display(MimeBundle(["image/svg+xml": "<svg><g id=\"a\"/></svg>"])),
                    .display(MimeBundle(["image/png": "AA\nAA"])),
                    .result(MimeBundle(["text/plain": "5"]), executionCount: 1),
                    .error(name: "E", value: "bad", traceback: []),
                ]), cell("raw", "raw text"),
        ])
        #expect(html.contains("<title>The title of it</title>"))
        #expect(html.contains("<span class=\"c1\">red</span> &lt;&amp;&gt;"))
        #expect(html.contains("<div class=\"picture\"><svg><g></g></svg></div>"))
        #expect(html.contains("<img src=\"data:image/svg+xml;base64,"))
        #expect(html.contains("src=\"data:image/png;base64,AAAA\""))
        #expect(html.contains("<pre class=\"text\">5</pre>") && html.contains("<pre class=\"error\">E: bad</pre>"))
        #expect(!html.contains(">no<") && !html.contains("raw text") && !html.contains("<script"))
        #expect(html.contains("prefers-color-scheme: dark") && html.contains("name=\"viewport\""))
        // Nothing is fetched.
        #expect(!html.contains("src=\"http") && !html.contains("<link") && !html.contains("url("))
        #expect(try page([]).contains("<title>my study</title>"))
        #expect(try page([cell("markdown", "卷积层的输出")]).contains("<html lang=\"zh\">"))
    }

    /// Browsers are told too that nothing is to be fetched or run.
    @Test func policy() throws {
        let html = try page([cell("markdown", "a")])
        #expect(html.contains("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; "))
    }

    @Test func contents() throws {
        let headings = "## A `b`\n### C [d](e)\n## A `b`\n## $x$"
        let html = try page([cell("markdown", "# Title"), cell("markdown", headings)])
        #expect(html.contains("<a href=\"#A-b\">A <code>b</code></a>") && html.contains("<h2 id=\"A-b\">"))
        #expect(html.contains("<a href=\"#A-b-2\">") && html.contains("<h2 id=\"A-b-2\">"))
        #expect(html.contains("<a href=\"#C-[d](e)\">C d</a>") && html.contains("<summary>Contents</summary>"))
        #expect(html.range(of: "<h1")!.lowerBound < html.range(of: "<nav>")!.lowerBound)
        #expect(try !page([cell("markdown", "# One\n## Two")]).contains("<nav>"))
    }

    /// What JupyterLab folds is folded.
    @Test func foldedCells() throws {
        var answer = cell("code", "let a = 1", [.stream(name: "stdout", text: "1\n")])
        answer.fields["metadata"] = ["jupyter": ["source_hidden": true, "outputs_hidden": true]]
        let html = try page([answer])
        #expect(html.contains("<details class=\"folded\"><summary>Code</summary>\n<pre class=\"code\">"))
        #expect(html.contains("<details class=\"folded\"><summary>Output</summary>\n\n<div class=\"output\">"))
        answer.fields["metadata"] = ["jupyter": ["source_hidden": false]]
        #expect(try !page([answer]).contains("<details"))
    }

    /// An attachment is shown if it is a picture in base 64.
    @Test(
        arguments: [
            ("image/png", "AAAA", "<img src=\"data:image/png;base64,AAAA\" alt=\"x\">"),
            ("image/png", "A\nA", "<img src=\"data:image/png;base64,AA\" alt=\"x\">"),
            ("image/png", "\" onerror=\"alert(1)", "<p>x</p>"), ("text/html", "AAAA", "<p>x</p>"),
            ("image/png\" onerror=\"alert(1)", "AAAA", "<p>x</p>"), ("image/png,x", "AAAA", "<p>x</p>"),
        ])
    func attachments(mime: String, base64: String, shown: String) throws {
        var words = cell("markdown", "![x](attachment:a.png)")
        words.fields["attachments"] = ["a.png": .object(JSONObject([.init(key: mime, value: .string(base64))]))]
        #expect(try page([words]).contains(shown))
    }

    /// What cells put out goes through the same wall.
    @Test(
        arguments: [
            ("text/html", "<b onclick=x>a</b><script>b</script><style>c{}</style>d", "<b>a</b>d"),
            (
                "text/html", "<table class=\"t\"><tr><td style=\"color:red;position:fixed\">a",
                "<table class=\"t\"><tr><td style=\"color:red\">a</td></tr></table>"
            ),
            (
                "text/html", "</section></main>a<iframe src=b>c</iframe><form action=d><input>e</form>",
                "<div class=\"html\">ae</div>"
            ),
            ("image/svg+xml", "<svg onload=\"a\"><g/></svg>", "<img src=\"data:image/svg+xml;base64,"),
            ("image/svg+xml", "<svg><use href=\"#a\"/></svg>", "<img src=\"data:image/svg+xml;base64,"),
            (
                "image/svg+xml", "<svg><a href=\"b\"><animate attributeName=\"href\" to=\"c\"/></a></svg>",
                "<img src=\"data:image/svg+xml;base64,"
            ),
            (
                "image/svg+xml", "<svg><foreignObject><b>a</b></foreignObject></svg>",
                "<img src=\"data:image/svg+xml;base64,"
            ),
            ("image/svg+xml", "<svg><rect fill=\"url(http://a)\"/></svg>", "<img src=\"data:image/svg+xml;base64,"),
            (
                "image/svg+xml", "<svg><style>svg:root{color:red}</style><rect fill=\"#fff\"/></svg>",
                "<svg><rect fill=\"#fff\"></rect></svg>"
            ),
            (
                "image/svg+xml", "<svg><style>b{background:url(c)}</style></svg>",
                "<img src=\"data:image/svg+xml;base64,"
            ),
            (
                "image/svg+xml", "<svg viewBox=\"0 0 1 1\"><image href=\"http://a\"/></svg>",
                "<img src=\"data:image/svg+xml;base64,"
            ),
            ("image/png", "\"onerror=\"a", "<section"), ("text/latex", "$\\color{(a)}x$", "<mi>x</mi>"),
            ("text/plain", "<script>", "&lt;script&gt;"),
        ])
    func outputs(mime: String, content: String, shown: String) throws {
        let html = try page([cell("code", "a", [.display(MimeBundle([mime: content]))])])
        let body = html[html.range(of: "<main>")!.upperBound...]
        #expect(body.contains(shown))
        #expect(
            !body.contains("onerror") && !body.contains("<script") && !body.contains("url(")
                && !body.contains("onclick"))
    }

    @Test func picturesOfTheFolder() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data([1, 2, 3]).write(to: folder.appendingPathComponent("a b.png"))
        var words = cell("markdown", "![one](a%20b.png) ![two](attachment:c.png)")
        words.fields["attachments"] = ["c.png": ["image/png": "BBBB"]]
        let html = try page([words], folder: folder.path)
        #expect(html.contains("<img src=\"data:image/png;base64,AQID\" alt=\"one\">"))
        #expect(html.contains("<img src=\"data:image/png;base64,BBBB\" alt=\"two\">"))
    }
}
