import NotebookFiles
import Testing

@Suite struct MarkdownTests {
    /// The text and the HTML, as CommonMark and GitHub's additions have it.
    @Test(
        arguments: [
            ("# One `two` #\nthree", "<h1 id=\"One-two\">One <code>two</code></h1>\n<p>three</p>"),
            ("Title\n=====\nSub\n---", "<h1 id=\"Title\">Title</h1>\n<h2 id=\"Sub\">Sub</h2>"),
            ("#no heading\n\n***", "<p>#no heading</p>\n<hr>"),
            ("a *b **c*** _d_ e_f_g", "<p>a <em>b <strong>c</strong></em> <em>d</em> e_f_g</p>"),
            ("**a *b* c** 2 * 3 * 4", "<p><strong>a <em>b</em> c</strong> 2 * 3 * 4</p>"),
            ("*a **b*", "<p>*a *<em>b</em></p>"),
            ("***a***", "<p><em><strong>a</strong></em></p>"),
            ("~~a~~ ~b~", "<p><del>a</del> ~b~</p>"),
            ("`` a`b `` `c", "<p><code>a`b</code> `c</p>"),
            ("\\*a\\* \\q &amp; & &nbsp; <", "<p>*a* \\q &amp; &amp; &nbsp; &lt;</p>"),
            ("a  \nb\\\nc\nd", "<p>a<br>\nb<br>\nc\nd</p>"),
            (
                "[a *b*](c.md \"t\") [d][e] [e]\n\n[e]: http://x.y",
                """
                <p><a href=\"c.md\" title=\"t\">a <em>b</em></a> <a href=\"http://x.y\">d</a> <a href=\"http://x.y\">e</a></p>

                """
            ),
            ("[a](javascript:alert(1)) [b] [c](d", "<p><a>a</a> [b] [c](d</p>"),
            (
                "<http://a.b> http://c.d/e_f.",
                """
                <p><a href="http://a.b">http://a.b</a> <a href="http://c.d/e_f">http://c.d/e_f</a>.</p>
                """
            ),
            (
                "- a\n- b\n  - c\n\ntext",
                """
                <ul>
                <li>a</li>
                <li>b
                <ul>
                <li>c</li>
                </ul></li>
                </ul>
                <p>text</p>
                """
            ),
            (
                "3. a\n4. b\n\n   c",
                """
                <ol start="3">
                <li><p>a</p></li>
                <li><p>b</p>
                <p>c</p></li>
                </ol>
                """
            ),
            ("- a\n\n- b", "<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>"),
            ("- a\nlazy\n1. b", "<ul>\n<li>a\nlazy</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>"),
            (
                "1. a\n   - b\n2. c",
                """
                <ol>
                <li>a
                <ul>
                <li>b</li>
                </ul></li>
                <li>c</li>
                </ol>
                """
            ),
            (
                "- [ ] a\n- [x] b",
                """
                <ul>
                <li><input type="checkbox" disabled> a</li>
                <li><input type="checkbox" disabled checked> b</li>
                </ul>
                """
            ),
            (
                "> a\nb\n> > c\n\nd",
                """
                <blockquote>
                <p>a
                b</p>
                <blockquote>
                <p>c</p>
                </blockquote>
                </blockquote>
                <p>d</p>
                """
            ),
            ("```\n<a>\n\n*b*\n```\nc", "<pre><code>&lt;a&gt;\n\n*b*</code></pre>\n<p>c</p>"),
            ("- a\n  ```\n  b\n    c\n  ```", "<ul>\n<li>a\n<pre><code>b\n  c</code></pre></li>\n</ul>"),
            ("~~~ text\nopen", "<pre><code>open</code></pre>"),
            ("    code\n\n      more\n\ntext", "<pre><code>code\n\n  more</code></pre>\n<p>text</p>"),
            (
                "|a|b|\n|-|:-:|\n|`c|d`|e\\|f|\n|g|",
                """
                <div class="table"><table>
                <thead><tr><th>a</th><th style="text-align:center">b</th></tr></thead>
                <tbody>
                <tr><td><code>c|d</code></td><td style="text-align:center">e|f</td></tr>
                <tr><td>g</td><td style="text-align:center"></td></tr>
                </tbody></table></div>
                """
            ),
            (
                "<details>\n<summary>S *x*</summary>\n\n*a*\n\n</details>",
                """
                <details>
                <summary>S *x*</summary>
                <p><em>a</em></p>
                </details>
                """
            ),
            (
                "a<br>b <kbd title=\"x\" onclick=\"y\">c</kbd> <!-- no --> <script>d</script>",
                """
                <p>a<br>b <kbd title="x">c</kbd>  &lt;script&gt;d&lt;/script&gt;</p>
                """
            ),
            (
                "![a](b.png) ![c](gone.png)",
                "<p><img src=\"data:image/png;base64,AA\" alt=\"a\"> <a href=\"gone.png\">c</a></p>"
            ),
            ("a\r\nb\r\n\r\nc", "<p>a\nb</p>\n<p>c</p>"),
            ("costs $5 and $6, \\$x $ y$", "<p>costs $5 and $6, $x $ y$</p>"),
            ("", ""),
        ])
    func blocksAndMarks(markdown: String, html: String) {
        let result = MarkdownHTML.html(markdown) { $0 == "b.png" ? "data:image/png;base64,AA" : nil }
        #expect(result == html.trimmedEnd)
    }

    @Test func formulas() {
        let line = MarkdownHTML.html("a $x_1*y*$ b")
        #expect(line.hasPrefix("<p>a <math alttext=\"x_1*y*\">") && !line.contains("<em>"))
        #expect(MarkdownHTML.html("$$\na\n$$").hasPrefix("<math display=\"block\""))
        #expect(MarkdownHTML.html("text\n$$a$$\ntext").contains("</p>\n<math display"))
        #expect(MarkdownHTML.html("\\begin{align}\na &= b\n\\end{align}").contains("<mtable"))
        #expect(MarkdownHTML.html("- item $$a$$ on").contains("<math display"))
        #expect(MarkdownHTML.html("$$ never ends").hasPrefix("<p>$$ never ends"))
    }

    /// Whatever the text, the result's tags are closed in order.
    @Test func oddTextsGiveSoundHTML() {
        let pieces = [
            "*", "**", "_", "`", "```", "$", "$$", "[", "](", ")", "!", "\n", "\n\n", "- ", "1. ", "> ", "|", "|-|\n",
            "#", " ",
            "1", "\\", "{", "}", "^", "&", "~~", "    ", "<", ">", "\\frac", "\\left(", "\\begin{matrix}",
            "\\end{matrix}",
        ]
        var random = Steps()
        for _ in 0..<400 {
            let text = (0..<40).map { _ in pieces.randomElement(using: &random)! }.joined()
            let html = MarkdownHTML.html(text)
            #expect(unbalancedTag(html) == nil, "\(text.debugDescription)")
        }
        #expect(unbalancedTag(MarkdownHTML.html(String(repeating: "> ", count: 5000) + "a")) == nil)
        #expect(unbalancedTag(MarkdownHTML.html(String(repeating: "- ", count: 5000) + "a")) == nil)
        #expect(unbalancedTag(MarkdownHTML.html(String(repeating: "[", count: 3000) + "](b)")) == nil)
    }
}

extension String {
    fileprivate var trimmedEnd: String { String(reversed().drop { $0 == "\n" }.reversed()) }
}
