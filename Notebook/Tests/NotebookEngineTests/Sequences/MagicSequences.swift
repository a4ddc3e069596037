enum MagicSequences {
    static let all: [CellSequence] = [
        .init(
            "%opt", "%opt -O\nfunc f(_ n: Int) -> Int { (0..<n).reduce(0, &+) }\nf(10)".shows("45"),
            "%opt -Onone\nf(4)".shows("6"), "%opt fast".fails("MagicError", "'fast'")),
        .init(
            "%who", "%who".prints("nothing is declared yet\n"),
            "let a = 1\nvar t = \"x\"\nfunc f(_ x: Int) {}\nstruct S {}",
            "%who".prints("a      Int\nt      String\nf(_:)  function\nS      type\n")),
        .init(
            "%reset", "let a = 1\nfunc f() {}", "%reset", "a".fails("CompileError", "cannot find 'a'"),
            "f()".fails("CompileError"), "let a = \"new\"\na".shows("\"new\"")),
        .init("%reset and code in one cell", "let a = 1", "%reset\nlet a = 2\na".shows("2")),
        .init("an unknown magic", "%nothing".fails("MagicError", "there is no %nothing", "%who"), "1".shows("1")),
        .init("%load of a missing file", "%load /does/not/exist.swift".fails("MagicError", "/does/not/exist.swift")),
        .init("%package without a package", "%package /does/not/exist".fails("PackageError", "Package.swift")),
        .init("a remainder is no magic", "let a = 7\nlet r = a\n    % 4\nr".shows("3")),
    ]
}
