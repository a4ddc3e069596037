/// Where two texts differ first.
package func textDifference(want: String, got: String) -> String? {
    if want.utf8.elementsEqual(got.utf8) { return nil }
    let wanted = want.split(separator: "\n", omittingEmptySubsequences: false)
    let gotten = got.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(wanted, gotten).prefix { $0 == $1 }.count
    func text(_ lines: [Substring]) -> String { line < lines.count ? "|\(lines[line])|" : "nothing" }
    let lines = [
        "the text differs in line \(line + 1) (of \(wanted.count) expected, \(gotten.count) printed)",
        "  expected  \(text(wanted))",
        "  got       \(text(gotten))",
    ]
    return lines.joined(separator: "\n")
}
