enum LibrarySequences {
    static let all: [CellSequence] = [
        .init(
            "Tern over cells", "import Tern",
            "let x = Tensor([[1.0, 2], [3, 4]])\nx".shows("tensor([[1., 2.],\n        [3., 4.]])"),
            "try x.matmul(x).shape".shows("[2, 2]")),
        .init(
            "importing again changes nothing", "import Tern\nimport Foundation", "struct Tensor { var mine = 1 }",
            "import Tern\nTensor()".shows("Tensor(mine: 1)"), "import Foundation\nTensor().mine".shows("1")),
        .init(
            "one import of several is new", "import Foundation",
            "import Foundation\nimport Dispatch\nDispatchQueue.main.label".shows("\"com.apple.main-thread\"")),
        .init(
            "an import of one declaration",
            "import struct Foundation.Date\nDate(timeIntervalSince1970: 0).timeIntervalSince1970".shows("0.0")),
        .init(
            "an import of one name, alone in its cell", "import func Foundation.hypot",
            "print(\"between\")".prints("between\n"),
            "hypot(3.0, 4.0)".shows("5.0")),
        .init(
            "a module whose library nothing has loaded yet", "import Synchronization\nlet lock = Mutex(3)",
            "lock.withLock { $0 }".shows("3")),
        .init(
            "a layer and its gradient", "import Tern\nlet layer = Linear(2, 1)",
            "let y = try layer(Tensor([[1.0, 2]])).sum()\ntry y.backward()", "layer.weight.grad != nil".shows("true")),
        .init(
            "a tensor's error", "import Tern",
            "try Tensor([1, 2]).reshape([3])".fails(
                "TensorError", "shape '[3]' is invalid for input of size 2", "In [2]:1:1"), "1".shows("1")),
        .init(
            "a module of one's own",
            "import Tern\nfinal class Net: Module {\n    let a = Linear(4, 3)\n    let b = Linear(3, 2)\n}",
            "Net().parameters.count".shows("4")),
    ]
}
