import NotebookFiles
import Testing

@Suite struct OutputCollectorTests {
    @Test func streamsAreJoinedAndDisplaysUpdated() {
        var collector = OutputCollector()
        collector.begin(cell: 0)
        collector.stream("a", name: "stdout", cell: 0)
        collector.stream("b\n", name: "stdout", cell: 0)
        collector.stream("w", name: "stderr", cell: 0)
        collector.stream("", name: "stdout", cell: 0)
        collector.display(MimeBundle(["text/plain": "1"]), id: "curve", cell: 0)
        collector.begin(cell: 2)
        collector.display(MimeBundle(["text/plain": "2"]), id: "curve", isUpdate: true, cell: 2)
        collector.display(MimeBundle(["text/plain": "3"]), id: "unknown", isUpdate: true, cell: 2)
        #expect(
            collector.outputs == [
                0: [
                    .stream(name: "stdout", text: "ab\n"), .stream(name: "stderr", text: "w"),
                    .display(MimeBundle(["text/plain": "2"])),
                ],
                2: [],
            ])
        collector.begin(cell: 0)
        collector.display(MimeBundle(["text/plain": "4"]), id: "curve", isUpdate: true, cell: 2)
        #expect(collector.outputs[0] == [])
    }
}

@Suite struct OutputComparisonTests {
    private func differences(_ stored: [CellOutput], _ new: [CellOutput]) -> [String] {
        OutputComparison(stored: stored, new: new).differences
    }

    private func text(_ text: String, _ name: String = "stdout") -> CellOutput { .stream(name: name, text: text) }

    @Test(
        arguments: [
            ("took 0.12 s", "took 3 s"), ("35ms, 2 minutes", "36.5ms, 11 minutes"), ("1,234 images/s", "99.5 images/s"),
            ("at 0x7f0012345678", "at 0x55aa00001111"), ("1e-3 s.", "2 s."), ("\u{1B}[31mred\u{1B}[0m", "red"),
            ("10%\r20%\rdone", "done"), ("µ 5 µs", "µ 7 µs"), ("[-nan, 1]", "[nan, 1]"),
        ])
    func runDependentTextIsNotCompared(stored: String, new: String) {
        #expect(differences([text(stored)], [text(new)]).isEmpty)
    }

    @Test(
        arguments: [
            ("loss 0.12", "loss 0.13"), ("a-nan", "anan"), ("-nano", "nano"), ("tensor([1.])", "tensor([1. ])"),
            ("x2 s", "x3 s"), ("3 steps", "4 steps"),
            ("0xff", "0xfe"), ("a\n", "a"), ("é", "e\u{301}"), ("1.5 sm", "1.6 sm"), ("", "x"),
        ])
    func everythingElseIs(stored: String, new: String) {
        #expect(differences([text(stored)], [text(new)]).count == 1)
    }

    @Test func streamsCountAsOneHoweverTheyAreCut() {
        #expect(differences([text("a"), text("w", "stderr"), text("b")], [text("w", "stderr"), text("ab")]).isEmpty)
    }

    @Test func pictures() {
        let svg = { (text: String) in
            CellOutput.display(MimeBundle(["image/svg+xml": "<svg><text>\(text)</text></svg>"]))
        }
        #expect(differences([svg("took 1 s")], [svg("took 1 s")]).isEmpty)
        #expect(differences([svg("took 1 s")], [svg("took 2 s")]).count == 1)
        let png = { (base64: String) in CellOutput.display(MimeBundle(json: ["image/png": .string(base64)])) }
        #expect(differences([png("AAAA\n")], [png("AAAA")]).isEmpty)
        #expect(
            differences([png("AAAA")], [png("AAAB")]) == [
                "display (image/png): image/png differs (3 bytes stored, 3 now)"
            ])
    }

    @Test func errorsAndKinds() {
        let error = CellOutput.error(name: "TensorError", value: "shape", traceback: ["old words"])
        #expect(differences([error], [.error(name: "TensorError", value: "shape", traceback: [])]).isEmpty)
        #expect(differences([error], [.error(name: "TensorError", value: "size", traceback: [])]).count == 1)
        #expect(differences([error], [])[0].contains("- error"))
        let result = CellOutput.result(MimeBundle(["text/plain": "5"]), executionCount: 1)
        #expect(differences([result], [.result(MimeBundle(["text/plain": "5"]), executionCount: 9)]).isEmpty)
        #expect(differences([result], [.display(MimeBundle(["text/plain": "5"]))]).count == 1)
    }

    @Test func differencesAreReadable() {
        let stored = (1...20).map { "line \($0)" }.joined(separator: "\n")
        let difference = LineDifference(stored: stored, new: stored.replacingLine("line 10", with: "line ten"))
        #expect(
            difference.text == """
                  …
                    line 8
                    line 9
                  - line 10
                  + line ten
                    line 11
                    line 12
                """)
        let wide = String(repeating: "x", count: 5000)
        let cut = LineDifference(stored: wide + "1" + wide, new: wide + "2" + wide).text
        #expect(cut.count < 500 && cut.contains("x1x") && cut.contains("x2x"))
        let many = LineDifference(
            stored: (0..<3000).map(String.init).joined(separator: "\n"),
            new: (3000..<6000).map(String.init).joined(separator: "\n"))
        #expect(many.text.split(separator: "\n").count <= 61)
    }
}

extension String {
    fileprivate func replacingLine(_ line: String, with new: String) -> String {
        split(separator: "\n").map { $0 == line ? new : String($0) }.joined(separator: "\n")
    }
}
