enum PositionSequences {
    static let all: [CellSequence] = [
        .init(
            "the last expression on the first line",
            "undefinedName".fails(
                "CompileError",
                "In [1]:1:1: error: cannot find 'undefinedName' in scope\n   1 | undefinedName\n     | ^")),
        .init(
            "the last expression on a later line",
            "let a = 1\n\n  a + missing".fails(
                "CompileError",
                "In [1]:3:7: error: cannot find 'missing' in scope\n   3 |   a + missing\n     |       ^")),
        .init(
            "within a one-line loop", "for i in 0..<3 { print(i); nope(i) }".fails("CompileError", "In [1]:1:28: error")
        ),
        .init(
            "within a loop over lines", "for i in 0..<3 {\n    nope(i)\n}".fails("CompileError", "In [1]:2:5: error")),
        .init(
            "in a function",
            "func f() {\n    let x: Int = \"s\"\n    print(x)\n}".fails("CompileError", "In [1]:2:18: error")),
        .init("behind another statement", "let a = 1; let b: String = a".fails("CompileError", "In [1]:1:28: error")),
        .init(
            "behind Chinese and tabs",
            "let 数 = 1; 没有(数)".fails("CompileError", "In [1]:1:14: error", "     |             ^"),
            "if true {\n\tnope()\n}".fails("CompileError", "In [2]:2:2: error", "     | \t^")),
        .init(
            "in an awaited statement", "await nothing()".fails("CompileError", "error: cannot find 'nothing' in scope")),
        .init("behind remarks", "// one\n// two\n/* three */ missing()".fails("CompileError", "In [1]:3:13: error")),
        .init("behind magics", "%time\nlet a = 1\nmissing".fails("CompileError", "In [1]:3:1: error")),
        .init("a second error", "missing1\nmissing2".fails("CompileError", "In [1]:1:1", "In [1]:2:1")),
        .init(
            "the line that code asks for", "#line".shows("1"),
            "let l = #line\nlet m = #line\nprint(l, m, #fileID.hasSuffix(\"In [2]\"))".prints("1 2 true\n")),
        .init(
            "warnings have places too", "func f() -> Int {\n    let unused = 1\n    return 2\n}".warns("In [1]:2:9: ")),
        .init(
            "several errors thrown in a row", "struct E: Error {}", "\nthrow E()".fails("E", "In [2]:2:1"),
            "print(1); throw E()".fails("E", "In [3]:1:11").warns("")),
    ]
}
