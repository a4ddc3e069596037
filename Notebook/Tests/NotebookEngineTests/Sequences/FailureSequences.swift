enum FailureSequences {
    static let all: [CellSequence] = [
        .init(
            "throw at the top level", "struct Oops: Error { var why: String }",
            "let before = 1\nthrow Oops(why: \"x\")\nlet after = 2".fails(
                "Oops", "In [2]:2:1", "throw Oops(why: \"x\")", "Oops(why: \"x\")"
            ).warns(""), "before".shows("1"), "after".fails("CompileError", "cannot find 'after' in scope")),
        .init(
            "a library's error", "import Foundation",
            "try String(contentsOfFile: \"/does/not/exist\", encoding: .utf8)".fails("CocoaError", "In [2]:1:1")),
        .init(
            "an index out of range", "let xs = [1, 2]\nlet i = 7",
            "print(\"before\")\nprint(xs[i])".prints("before\n").fails(
                "FatalError", "Index out of range", "In [2]:2:9", "print(xs[i])"), "xs".shows("[1, 2]")),
        .init(
            "a nil that is unwrapped", "let nothing: Int? = nil",
            "nothing!".fails("FatalError", "Unexpectedly found nil"), "nothing".shows("nil")),
        .init("fatalError with a message", "fatalError(\"told you\")".fails("FatalError", "told you")),
        .init(
            "preconditions and assertions", "precondition(1 > 2, \"wrong order\")".fails("FatalError", "wrong order"),
            "assert(false, \"asserted\")".fails("FatalError", "asserted")),
        .init(
            "arithmetic overflow", "var big = Int.max", "big += 1".fails("FatalError", "In [2]:1"),
            "big == Int.max".shows("true")),
        .init("division by zero", "let zero = 0", "1 / zero".fails("FatalError", "Division by zero")),
        .init(
            "a failed cast", "let any: Any = 1", "any as! String".fails("FatalError", "Could not cast"),
            "any as? Int".shows("1")),
        .init(
            "try! on an error", "struct E: Error {}\nfunc f() throws { throw E() }",
            "try! f()".fails("FatalError", "E()")),
        .init(
            "infinite recursion", "let kept = 3\nfunc down(_ n: Int) -> Int { n == -1 ? 0 : down(n + 1) + 1 }",
            "down(0)".fails("FatalError", "stack overflow", "down(_:)"), "kept".shows("3"),
            "down(0)".fails("FatalError", "stack overflow"), "kept".shows("3")),
        .init(
            "a trap several functions deep, over cells",
            "func third(_ i: Int) -> Int {\n    let xs = [1]\n    return xs[i]\n}",
            "func second(_ i: Int) -> Int { third(i) }",
            "second(4)".fails(
                "FatalError", "In [3]:1:1 in top level", "In [2]:1:32 in second(_:)", "In [1]:3:14 in third(_:)")),
        .init(
            "a trap keeps the earlier variables of its cell",
            "let a = 1\nlet b = [a][3]\nlet c = 3".fails("FatalError"), "a".shows("1"),
            "b".fails("CompileError", "cannot find 'b'"), "c".fails("CompileError", "cannot find 'c'")),
        .init(
            "a failed redefinition leaves the old variable", "let a = 1",
            "struct E: Error {}\nthrow E()\nlet a = 2".fails("E").warns(""), "a".shows("1")),
        .init(
            "functions of a cell that failed stay", "struct E: Error {}\nfunc f() -> Int { 8 }\nthrow E()".fails("E"),
            "f()".shows("8")),
        .init(
            "a wild pointer", "let p = UnsafePointer<Int>(bitPattern: 64)!",
            "p.pointee".fails("FatalError", "invalid address"), "1".shows("1")),
        .init(
            "exit", "import Foundation\nvar n = 1", "n = 2\nexit(3)".fails("Exit", "exit(3)", "In [2]:2"),
            "n".shows("2")),
        .init("abort", "import Foundation", "abort()".fails("FatalError"), "1".shows("1")),
        .init(
            "a trap on another thread", "import Foundation\nvar n = 4",
            "Thread { fatalError(\"elsewhere\") }.start()\nThread.sleep(forTimeInterval: 5)".fails(
                "FatalError", "elsewhere", "another thread"), "n".shows("4")),
        .init(
            "a trap in concurrent work", "import Dispatch\nlet n = 4",
            "DispatchQueue.concurrentPerform(iterations: 64) { i in if i == 63 { fatalError(\"piece\") } }".fails(
                "FatalError", "piece"), "n".shows("4")),
        .init(
            "many threads trap: the process is started anew",
            "import Foundation\nfunc keep() -> Int { 8 }\nlet gone = 5\nstruct S { var x = 1 }",
            "for _ in 0..<64 { Thread { fatalError(\"one of many\") }.start() }\nThread.sleep(forTimeInterval: 5)"
                .fails("FatalError", "started anew", "gone"), "keep()".shows("8"), "S()".shows("S(x: 1)"),
            "gone".fails("CompileError", "cannot find 'gone'", "was lost when the process was started anew"),
            "let gone = 6", "gone + keep()".shows("14")),
        .init(
            "a killed process", "import Foundation\nfunc keep() -> Int { 8 }\nlet gone = 5",
            "kill(getpid(), SIGKILL)".fails("ProcessEnded", "signal 9", "gone"), "keep()".shows("8")),
        .init(
            "a trap within print",
            "struct Bad: CustomStringConvertible { var description: String { fatalError(\"no text\") } }",
            "print(\"a\", Bad())".fails("FatalError", "no text"), "print(\"still\")".prints("still\n")),
        .init(
            "a trap without gradients leaves recording on", "import Tern\nlet x = Tensor([1.0, 2], requiresGrad: true)",
            "noGrad { fatalError(\"within\") }".fails("FatalError", "within"), "(x * 2).requiresGrad".shows("true")),
        .init(
            "an import that doesn't exist",
            "import Nowhere".fails("CompileError", "no such module 'Nowhere'", "In [1]:1:8"), "1".shows("1")),
        .init(
            "text that is no Swift", "this is not swift at all".fails("CompileError"),
            "let x = ".fails("CompileError", "In [2]:1"), "1".shows("1")),
        .init(
            "a type that runs over",
            "func f() -> Int { \"s\" }".fails(
                "CompileError", "cannot convert return expression of type 'String' to return type 'Int'", "In [1]:1:19")
        ),
        .init("main in a cell", "@main struct App { static func main() {} }".fails("CompileError")),
        .init(
            "a deinitialiser that traps", "final class Bomb { deinit { fatalError(\"tick\") } }\nvar b: Bomb? = Bomb()",
            "b = nil".fails("FatalError", "tick"), "1".shows("1")),
        .init(
            "bytes that are no UTF-8",
            "import Foundation\nvar bytes: [UInt8] = [104, 105, 0xFF, 0xE2, 0x82, 10]\nfwrite(bytes, 1, 6, stdout);"
                .prints("hi\u{FFFD}\u{FFFD}\n"), "1".shows("1")),
    ]
}
