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
        #expect(html.contains("<div class=\"picture\"><svg><g/></svg></div>"))
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
