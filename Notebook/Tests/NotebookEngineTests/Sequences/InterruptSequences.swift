enum InterruptSequences {
    static let all: [CellSequence] = [
        .init(
            "an endless loop", "var steps = 0",
            "while true { steps += 1 }".interrupted(after: 0.6).fails("Interrupted", "In [2]:1"),
            "steps > 0".shows("true")),
        .init(
            "an endless loop over several lines", "var steps = 0",
            "while true {\n    steps += 1\n    if steps < 0 { break }\n}".interrupted(after: 0.6).fails(
                "Interrupted", "In [2]:"), "steps > 0".shows("true")),
        .init(
            "an endless loop in a function",
            "func busy() -> Int {\n    var i = 0\n    repeat { i &+= 1 } while i != -1\n    return i\n}",
            "busy()".interrupted(after: 0.6).fails("Interrupted", "busy()"), "1".shows("1")),
        .init(
            "a recursion without loops", "func fib(_ n: Int) -> Int { n < 2 ? n : fib(n - 1) + fib(n - 2) }",
            "fib(90)".interrupted(after: 0.6).fails("Interrupted", "fib(_:)"), "fib(10)".shows("55")),
        .init(
            "a sleep", "import Foundation", "sleep(30)".interrupted(after: 0.6).fails("Interrupted", "In [2]:1"),
            "1".shows("1")),
        .init(
            "Foundation's sleep", "import Foundation",
            "Thread.sleep(forTimeInterval: 30)".interrupted(after: 0.6).fails("Interrupted"), "1".shows("1")),
        .init(
            "a semaphore that nobody signals", "import Dispatch",
            "DispatchSemaphore(value: 0).wait()".interrupted(after: 0.6).fails("Interrupted"), "1".shows("1")),
        .init(
            "an await that never ends",
            "try await Task.sleep(nanoseconds: 30_000_000_000)".interrupted(after: 0.6).fails("Interrupted"),
            "1".shows("1")),
        .init(
            "an endless loop behind await", "func spin() async { while true {} }",
            "await spin()".interrupted(after: 0.6).fails("Interrupted"), "1".shows("1")),
        .init(
            "a loop of prints", "var n = 0",
            "while true { print(n); n += 1 }".interrupted(after: 0.6).fails("Interrupted"), "n > 0".shows("true"),
            "print(\"works\")".prints("works\n")),
        .init(
            "a training loop", "import Tern\nvar w = Tensor([0.0, 0])\nvar n = 0",
            "while true {\n    w = w + 0.001\n    n += 1\n}".interrupted(after: 0.6).fails("Interrupted", "In [2]:"),
            "n > 0 && (w * 2).shape == [2]".shows("true")),
        .init(
            "large matrices in a loop", "import Tern\nlet a = Tensor.ones([256, 256])\nvar b = a",
            "while true { b = try a.matmul(b) / 256 }".interrupted(after: 0.6).fails("Interrupted"),
            "b.shape".shows("[256, 256]"), "try a.matmul(a).sum()".shows("tensor(16777216.)")),
    ]
}
