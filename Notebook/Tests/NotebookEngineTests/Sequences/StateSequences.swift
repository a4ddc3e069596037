enum StateSequences {
    static let all: [CellSequence] = [
        .init(
            "values without the names of their types",
            "struct Inner { var n = 3; func twice() -> Int { n * 2 } }", "struct Outer { var inner = Inner() }",
            "func make() -> Outer { Outer() }", "let value = make()", "value.inner.twice()".shows("6"),
            "let (a, b) = (value, value.inner)", "b.n + a.inner.n".shows("6"), "[value].map(\\.inner.n)".shows("[3]")),
        .init(
            "a closure that a cell only handed on", "var later: [() -> Int] = []\nvar x = 1", "later.append { x }",
            "x = 5",
            "let x = \"new\"", "later[0]()".shows("5")),
        .init(
            "operators of earlier cells", "struct V { var x = 1 }\nfunc + (a: V, b: V) -> V { V(x: a.x + b.x) }",
            "prefix operator √\nprefix func √ (v: Double) -> Double { v.squareRoot() }", "let v = V()",
            "(v + v).x".shows("2"), "√9.0".shows("3.0")),
        .init("a constant lives on", "let a = 1", "a + 1".shows("2")),
        .init("a variable is changed", "var a = 1", "a += 5", "a".shows("6"), "a *= 2\na".shows("12")),
        .init("a struct is mutated in place", "var xs = [1, 2]", "xs.append(3)", "xs".shows("[1, 2, 3]")),
        .init(
            "a variable of a class is shared", "final class Counter { var n = 0 }\nlet c = Counter()",
            "c.n += 2\nlet d = c", "d.n += 1\nc.n".shows("3")),
        .init(
            "a tuple is taken apart", "let (q, r) = 17.quotientAndRemainder(dividingBy: 5)", "q * 10 + r".shows("32")),
        .init("a typed variable without a value", "var late: Int", "late = 3", "late".shows("3")),
        .init("several variables in one declaration", "var a = 1, b = \"x\"", "b + \"\\(a)\"".shows("\"x1\"")),
        .init(
            "an observer runs", "var watched = 1 { didSet { print(\"was\", oldValue) } }",
            "watched = 2".prints("was 1\n")),
        .init(
            "a computed variable is computed each time", "var n = 1\nvar twice: Int { n * 2 }", "n = 21",
            "twice".shows("42")),
        .init(
            "a lazy global of a type is set once", "enum Box { static let made = { print(\"made\"); return 1 }() }",
            "Box.made".prints("made\n").shows("1"), "Box.made".prints("").shows("1")),
        .init(
            "a function sees later changes of a variable", "var n = 1\nfunc get() -> Int { n }", "n = 5",
            "get()".shows("5")),
        .init("a closure is kept", "let add = { (a: Int, b: Int) in a + b }", "add(2, 3)".shows("5")),
        .init(
            "an optional shows what it holds", "let some: Int? = 3\nsome".shows("3"),
            "let none: Int? = nil\nnone".shows("nil")),
        .init("a string shows its quotes", "\"a\\\"b\"".shows("\"a\\\"b\""), "print(\"plain\")".prints("plain\n")),
        .init("an assignment shows nothing", "var a = 0\na = 3", "a += 1", "_ = a"),
        .init("a comparison is a value", "let a = 3\na == 3".shows("true"), "a <= 2".shows("false")),
        .init("an expression before the end shows nothing", "let a = 2\nprint(a)\na * a".prints("2\n").shows("4")),
        .init("a semicolon hides the value", "let a = 2\na;", "a".shows("2")),
        .init("statements on one line", "let a = 1; let b = 2; a + b".shows("3")),
        .init("an empty cell does nothing", "", "   \n\n", "// only a remark\n"),
        .init("a remark behind the value", "let a = 4\na // the value".shows("4")),
        .init("a value over several lines", "[1, 2, 3]\n    .map { $0 * 2 }\n    .filter { $0 > 2 }".shows("[4, 6]")),
        .init("text in many scripts", "let 名前 = \"値é😀\"", "名前".shows("\"値é😀\""), "print(名前.count)".prints("3\n")),
        .init(
            "guard binds for later cells", "let text: String? = \"5\"",
            "guard let text, let n = Int(text) else { fatalError() }", "n".shows("5"),
            "guard let six = Int(\"6\"), case let seven = six + 1, seven == 7 else { fatalError() }\nsix".shows("6"),
            "six".shows("6")),
        .init(
            "if at the top level", "let a = 3", "if a > 2 { print(\"big\") } else { print(\"small\") }".prints("big\n")),
        .init(
            "switch at the top level", "enum E { case a, b(Int) }\nlet e = E.b(4)",
            "switch e {\ncase .a: print(\"a\")\ncase .b(let n): print(n)\n}".prints("4\n")),
        .init(
            "loops at the top level", "var sum = 0\nfor i in 1...10 where i % 2 == 0 { sum += i }\nsum".shows("30"),
            "var k = 0\nwhile k < 5 { k += 1 }\nrepeat { k += 1 } while k < 10\nk".shows("10")),
        .init(
            "labelled loops",
            "var n = 0\nouter: for i in 0..<5 {\n    for j in 0..<5 {\n        if j == 3 { continue outer }\n        if i == 3 { break outer }\n        n += 1\n    }\n}\nn"
                .shows("9")),
        .init(
            "defer runs at the end",
            "do {\n    defer { print(\"last\") }\n    print(\"first\")\n}".prints("first\nlast\n")),
        .init(
            "private names are the notebook's", "private let secret = 7\nfileprivate func f() -> Int { secret }",
            "f() + secret".shows("14")),
        .init("a name with backticks", "let `class` = 3", "`class` + 1".shows("4")),
        .init(
            "an if expression", "let n = 3\nlet size = if n > 2 { \"big\" } else { \"small\" }\nsize".shows("\"big\"")),
    ]
}
