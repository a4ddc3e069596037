enum AsynchronousSequences {
    static let all: [CellSequence] = [
        .init(
            "await a function", "func slow() async -> Int { await Task.yield(); return 3 }", "await slow()".shows("3"),
            "let v = await slow()\nv + 1".shows("4")),
        .init(
            "await that throws", "struct E: Error {}\nfunc bad() async throws -> Int { throw E() }",
            "let x = try await bad()".fails("E", "In [2]:1:1", "let x = try await bad()"), "1".shows("1")),
        .init("a task's value", "let v = await Task { 42 }.value\nv".shows("42")),
        .init(
            "an actor over cells", "actor Bank { var sum = 0\n    func add(_ n: Int) { sum += n } }\nlet bank = Bank()",
            "await bank.add(5)\nawait bank.add(6)", "await bank.sum".shows("11")),
        .init(
            "an asynchronous sequence",
            "let numbers = AsyncStream<Int> { c in for i in 1...3 { c.yield(i) }; c.finish() }\nvar sum = 0",
            "for await n in numbers { sum += n }\nsum".shows("6")),
        .init(
            "a task group",
            "let total = await withTaskGroup(of: Int.self) { group in\n    for i in 1...4 { group.addTask { i * i } }\n    return await group.reduce(0, +)\n}\ntotal"
                .shows("30")),
        .init(
            "async let in a body", "func f(_ n: Int) async -> Int { n }",
            "do {\n    async let a = f(1)\n    async let b = f(2)\n    print(await a + b)\n}".prints("3\n")),
        .init(
            "async let at the top level",
            "async let a = 1".fails("CompileError", "In [1]:1:1", "'async let' needs a body")),
        .init(
            "the main actor", "@MainActor final class Model { var n = 1\n    init() {} }",
            "let n = await MainActor.run { let m = Model(); m.n += 1; return m.n }\nn".shows("2"),
            "@MainActor func onMain() -> Int { 7 }\nawait onMain()".shows("7")),
        .init(
            "await in if and while", "func yes() async -> Bool { true }\nvar k = 0",
            "if await yes() { print(\"yes\") }".prints("yes\n"), "while await yes(), k < 3 { k += 1 }\nk".shows("3")),
        .init(
            "await in guard", "func maybe() async -> Int? { 5 }",
            "guard let five = await maybe() else { fatalError() }", "five".shows("5")),
        .init("sleeping tasks", "try await Task.sleep(nanoseconds: 1_000_000)\nprint(\"awake\")".prints("awake\n")),
        .init(
            "await changes variables", "var log: [Int] = []\nfunc step(_ n: Int) async { log.append(n) }",
            "await step(1)\nawait step(2)\nlog".shows("[1, 2]")),
        .init(
            "a trap behind await", "var kept = 5", "func boom() async -> Int { [1, 2][9] }",
            "await boom()".fails("FatalError", "Index out of range", "In [2]:1"), "kept".shows("5"),
            "await Task { 3 }.value".shows("3")),
    ]
}
