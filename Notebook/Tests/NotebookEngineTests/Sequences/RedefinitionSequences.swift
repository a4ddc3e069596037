enum RedefinitionSequences {
    static let all: [CellSequence] = [
        .init("a variable of the same type", "let a = 1", "let a = 2", "a".shows("2")),
        .init(
            "a variable of another type", "let a = 1", "let a = \"x\"", "a".shows("\"x\""), "let a = [1.5]",
            "a".shows("[1.5]")),
        .init("a variable from its old self's copy", "let a = 1\nlet old = a", "let a = old + 1", "a".shows("2")),
        .init("a function of the same type", "func f() -> Int { 1 }", "func f() -> Int { 2 }", "f()".shows("2")),
        .init(
            "a function with another result", "func f(_ x: Int) -> Int { x }\nf(1)".shows("1"),
            "func f(_ x: Int) -> String { \"s\\(x)\" }\nf(1)".shows("\"s1\""), "f(2)".shows("\"s2\"")),
        .init(
            "a function with another parameter", "func f(_ x: Int) -> String { \"Int\" }",
            "func f(_ x: Double) -> String { \"Double\" }", "f(1)".shows("\"Double\"")),
        .init(
            "a function that throws now", "func f() -> Int { 1 }", "func f() throws -> Int { 2 }", "try f()".shows("2")),
        .init(
            "a function that is generic now", "func f(_ x: Int) -> String { \"old\" }",
            "func f<T>(_ x: T) -> String { \"\\(T.self)\" }", "f(1)".shows("\"Int\"")),
        .init(
            "labels make another function", "func f(a: Int) -> Int { a }", "func f(b: Int) -> Int { -b }",
            "f(a: 1) + f(b: 3)".shows("-2")),
        .init(
            "overloads in one cell",
            "func f(_ x: Int) -> String { \"Int\" }\nfunc f(_ x: String) -> String { \"String\" }",
            "f(1) + f(\"\")".shows("\"IntString\"")),
        .init(
            "a caller keeps what it was compiled with", "func f() -> Int { 1 }\nfunc g() -> Int { f() }",
            "func f() -> Int { 2 }", "g()".shows("1"), "func g() -> Int { f() }", "g()".shows("2")),
        .init("a function becomes a variable", "func x() -> Int { 1 }", "let x = 5", "x + 1".shows("6")),
        .init("a variable becomes a function", "let x = 5", "func x() -> Int { 1 }", "x() + 1".shows("2")),
        .init("a variable becomes computed", "var x = 5", "var x: Int { 8 }", "x".shows("8")),
        .init(
            "a struct", "struct P { var x = 1 }\nlet p = P()", "struct P { var y = 2.5 }", "P()".shows("P(y: 2.5)"),
            "p.x".shows("1")),
        .init(
            "a struct becomes a class", "struct P { var x = 1 }", "final class P { var x = 2 }",
            "let p = P()\np.x = 3\np.x".shows("3")),
        .init(
            "an enum", "enum E { case a }", "enum E: String, CaseIterable { case b, c }",
            "E.allCases.map(\\.rawValue)".shows("[\"b\", \"c\"]")),
        .init(
            "a protocol", "protocol P { func f() -> Int }\nstruct S: P { func f() -> Int { 1 } }",
            "protocol P { func g() -> Int }\nstruct T: P { func g() -> Int { 2 } }",
            "let t: any P = T()\nt.g()".shows("2"), "S().f()".shows("1")),
        .init("an actor", "actor A { var n = 1 }", "actor A { var n = 2 }", "let a = A()\nawait a.n".shows("2")),
        .init("a type alias", "typealias N = Int", "typealias N = Double", "N(1) / 2".shows("0.5")),
        .init(
            "a class and its subclass",
            "class A { func name() -> String { \"A\" } }\nclass B: A { override func name() -> String { \"B\" } }",
            "class A { func name() -> String { \"A2\" } }", "B().name() + A().name()".shows("\"BA2\"")),
        .init(
            "a member in an extension", "extension Int { func twice() -> Int { self * 2 } }", "3.twice()".shows("6"),
            "extension Int { func twice() -> Int { self * 20 } }", "3.twice()".shows("60")),
        .init(
            "a conformance",
            "protocol Named { var name: String { get } }\nextension Int: Named { var name: String { \"one\" } }",
            "(3 as any Named).name".shows("\"one\""), "extension Int: Named { var name: String { \"two\" } }",
            "3.name".shows("\"two\"")),
        .init(
            "a generic type", "struct Box<T> { var value: T }", "struct Box<T> { var value: T; var count = 1 }",
            "Box(value: \"x\")".shows("Box<String>(value: \"x\", count: 1)")),
        .init(
            "an operator's function",
            "infix operator **: MultiplicationPrecedence\nfunc ** (a: Int, b: Int) -> Int { (0..<b).reduce(1) { x, _ in x * a } }",
            "2 ** 3".shows("8"), "func ** (a: Int, b: Int) -> Int { -1 }", "2 ** 3".shows("-1")),
        .init(
            "an operator as a whole",
            "infix operator <>: AdditionPrecedence\nfunc <> (a: Int, b: Int) -> Int { a - b }",
            "infix operator <>: AdditionPrecedence\nfunc <> (a: Int, b: Int) -> Int { a + b }", "2 <> 3".shows("5")),
        .init(
            "a standard type is shadowed", "struct Array2 {}\nstruct Set { var mine = true }",
            "Set()".shows("Set(mine: true)")),
        .init("a standard function is shadowed", "func max(_ a: Int, _ b: Int) -> Int { -1 }", "max(1, 2)".shows("-1")),
        .init(
            "a cell that doesn't compile replaces nothing", "func f() -> Int { 1 }",
            "func f() -> String { 5 }".fails("CompileError", "cannot convert"), "f() + 1".shows("2")),
        .init(
            "a result type that was declared anew", "struct P { var x = 1 }\nfunc make() -> P { P() }",
            "struct P { var y = 2 }\nfunc make() -> P { P() }", "make()".shows("P(y: 2)")),
        .init(
            "a cell run again and again", .init("let n = 1\nfunc f() -> Int { n }", cell: "a"),
            .init("let n = 2\nfunc f() -> Int { n }", cell: "a"), .init("let n = 3\nfunc f() -> Int { n }", cell: "a"),
            "f()".shows("3")),
        .init(
            "a function in a default argument", "func g() -> Int { 1 }\nfunc f(_ x: Int = g()) -> Int { x }",
            "func g() -> String { \"s\" }", "f()".shows("1"), "g()".shows("\"s\"")),
        .init(
            "a variable whose type a replaced function gave", "func g() -> Int { 4 }",
            "let v = g()\nfunc h() -> Int { v }", "func g() -> String { \"s\" }", "func h() -> String { \"h\" }",
            "h() + \"\\(v)\" + g()".shows("\"h4s\"")),
    ]
}
