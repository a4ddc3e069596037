enum LanguageSequences {
    static let all: [CellSequence] = [
        .init(
            "a generic function", "func pair<T>(_ x: T) -> [T] { [x, x] }", "pair(\"a\")".shows("[\"a\", \"a\"]"),
            "pair(1)".shows("[1, 1]")),
        .init(
            "a generic type over a later type",
            "struct Stack<T> { var items: [T] = []; mutating func push(_ x: T) { items.append(x) } }",
            "struct Card { var n: Int }\nvar s = Stack<Card>()\ns.push(Card(n: 3))", "s.items.count".shows("1")),
        .init(
            "constraints and where clauses",
            "func total<S: Sequence>(_ s: S) -> S.Element where S.Element: Numeric { s.reduce(0, +) }",
            "total([1.5, 2])".shows("3.5")),
        .init(
            "opaque and existential types",
            "protocol Shape { var area: Double { get } }\nstruct Square: Shape { var side: Double; var area: Double { side * side } }",
            "func make() -> some Shape { Square(side: 2) }\nlet shapes: [any Shape] = [make(), Square(side: 3)]",
            "shapes.map(\\.area)".shows("[4.0, 9.0]")),
        .init(
            "an associated type", "protocol Container { associatedtype Item; var first: Item { get } }",
            "struct Ints: Container { var first: Int { 7 } }\nfunc head<C: Container>(_ c: C) -> C.Item { c.first }",
            "head(Ints())".shows("7")),
        .init(
            "a protocol's default in a later cell", "protocol Greeter { var name: String { get } }",
            "extension Greeter { func greet() -> String { \"Hello, \" + name } }",
            "struct G: Greeter { var name = \"you\" }\nG().greet()".shows("\"Hello, you\"")),
        .init(
            "a conformance of an earlier type", "struct P { var x: Int }",
            "extension P: CustomStringConvertible { var description: String { \"P#\\(x)\" } }", "P(x: 3)".shows("P#3")),
        .init(
            "Equatable, Hashable, Comparable made by the compiler",
            "struct P: Hashable { var x: Int }\nenum Level: Int, Comparable { case low, high\n    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue } }",
            "Set([P(x: 1), P(x: 1)]).count".shows("1"), "Level.low < .high".shows("true")),
        .init(
            "a class hierarchy over cells", "class Animal { func sound() -> String { \"...\" }\n    init() {} }",
            "class Dog: Animal { override func sound() -> String { \"wuff\" } }",
            "let pets: [Animal] = [Dog(), Animal()]\npets.map { $0.sound() }".shows("[\"wuff\", \"...\"]")),
        .init(
            "a property wrapper",
            "@propertyWrapper struct Clamped {\n    var value = 0\n    var wrappedValue: Int { get { value } set { value = min(max(newValue, 0), 10) } }\n}",
            "struct Dial { @Clamped var level: Int }\nvar dial = Dial()\ndial.level = 99\ndial.level".shows("10")),
        .init(
            "a result builder",
            "@resultBuilder enum Lines { static func buildBlock(_ parts: String...) -> String { parts.joined(separator: \"|\") } }\nfunc text(@Lines _ body: () -> String) -> String { body() }",
            "text {\n    \"a\"\n    \"b\"\n}".shows("\"a|b\"")),
        .init(
            "key paths and dynamic members", "struct P { var x = 1, y = 2 }\nlet path = \\P.y",
            "P()[keyPath: path]".shows("2"),
            "@dynamicMemberLookup struct D { subscript(dynamicMember name: String) -> String { name } }\nD().anything"
                .shows("\"anything\"")),
        .init(
            "subscripts and static members",
            "struct M { static var made = 0; subscript(i: Int) -> Int { i * 2 }\n    init() { M.made += 1 } }",
            "M()[21]".shows("42"), "M.made".shows("1")),
        .init(
            "a prefix and a postfix operator",
            "prefix operator √\nprefix func √ (x: Double) -> Double { x.squareRoot() }\npostfix operator ‼\npostfix func ‼ (x: Int) -> Int { (1...x).reduce(1, *) }",
            "√16.0".shows("4.0"), "5‼".shows("120")),
        .init(
            "a precedence group",
            "precedencegroup Tight { higherThan: MultiplicationPrecedence\n    associativity: left }\ninfix operator ^^: Tight\nfunc ^^ (a: Int, b: Int) -> Int { a * 10 + b }",
            "2 * 3 ^^ 4".shows("68")),
        .init(
            "operators of a type in several cells",
            "struct V { var x: Int }\nfunc + (a: V, b: V) -> V { V(x: a.x + b.x) }",
            "struct W { var x: Int }\nfunc + (a: W, b: W) -> W { W(x: a.x * b.x) }",
            "(V(x: 2) + V(x: 3)).x * (W(x: 2) + W(x: 3)).x".shows("30")),
        .init(
            "closures capture and are passed",
            "func makeCounter() -> () -> Int {\n    var n = 0\n    return { n += 1; return n }\n}\nlet next = makeCounter()",
            "_ = next()\nnext()".shows("2")),
        .init("an escaping closure reads a later value", "var k = 1\nlet read = { k }", "k = 9", "read()".shows("9")),
        .init(
            "inout and variadic parameters", "func bump(_ x: inout Int, by steps: Int...) { x += steps.reduce(0, +) }",
            "var n = 1\nbump(&n, by: 2, 3)\nn".shows("6")),
        .init(
            "throwing functions and do-catch",
            "enum Oops: Error { case bad(Int) }\nfunc risky(_ n: Int) throws -> Int { if n < 0 { throw Oops.bad(n) }; return n }",
            "do { _ = try risky(-1) } catch Oops.bad(let n) { print(\"caught\", n) }".prints("caught -1\n"),
            "try? risky(-2)".shows("nil"), "try risky(4)".shows("4")),
        .init(
            "typed throws", "struct E: Error {}\nfunc f() throws(E) -> Int { throw E() }",
            "do { _ = try f() } catch { print(type(of: error)) }".prints("E\n")),
        .init(
            "recursion and nested functions", "func fib(_ n: Int) -> Int { n < 2 ? n : fib(n - 1) + fib(n - 2) }",
            "fib(20)".shows("6765")),
        .init(
            "indirect enums and pattern matching",
            "indirect enum Tree { case leaf(Int), node(Tree, Tree) }\nfunc sum(_ t: Tree) -> Int { switch t { case .leaf(let n): n; case .node(let l, let r): sum(l) + sum(r) } }",
            "sum(.node(.leaf(1), .node(.leaf(2), .leaf(3))))".shows("6")),
        .init(
            "dictionaries, sets, ranges", "let d = [\"a\": 1]\nd[\"a\"]".shows("1"), "d[\"z\", default: 0]".shows("0"),
            "(1...3).contains(2)".shows("true")),
        .init(
            "Mirror and Codable", "import Foundation\nstruct P: Codable { var x = 1 }",
            "String(decoding: try JSONEncoder().encode(P()), as: UTF8.self)".shows("\"{\\\"x\\\":1}\""),
            "Mirror(reflecting: P()).children.count".shows("1")),
        .init(
            "regular expressions", "let m = \"ab12\".firstMatch(of: /([a-z]+)(\\d+)/)",
            "m.map { String($0.2) }".shows("\"12\"")),
        .init(
            "macros of the standard library", "import Observation\n@Observable final class Model { var n = 1 }",
            "let m = Model()\nm.n += 1\nm.n".shows("2")),
        .init(
            "conditional compilation and availability",
            "#if os(Linux)\nlet system = \"Linux\"\n#else\nlet system = \"other\"\n#endif\nprint(system)".prints(
                "Linux\n"), "if #available(macOS 10.15, *) { print(\"yes\") }".prints("yes\n")),
        .init(
            "noncopyable types", "struct Token: ~Copyable { let n: Int\n    consuming func spend() -> Int { n } }",
            "func use() -> Int { let t = Token(n: 5); return t.spend() }\nuse()".shows("5")),
        .init(
            "parameter packs",
            "func each<each T>(_ x: repeat each T) -> Int { var n = 0; repeat { _ = each x; n += 1 }(); return n }"
                .fails("CompileError"),
            "func count<each T>(_ x: repeat each T) -> Int { var n = 0\n    for _ in repeat each x { n += 1 }\n    return n }",
            "count(1, \"a\", 2.5)".shows("3")),
        .init(
            "documentation comments", "/// Doubles.\nfunc f(_ x: Int) -> Int { x * 2 }\n\n/* block */ f(3)".shows("6")),
        .init("a multi-line string", "let s = \"\"\"\n    one\n      two\n    \"\"\"\nprint(s)".prints("one\n  two\n")),
    ]
}
