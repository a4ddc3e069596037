import Tern
import TernConformance

// Small programs: gradients through reuse, views, writes, promotion and broadcasting. The key is the Python text that PyTorch
// ran, so that a program that changes has no twin; the value is the same in Swift.

private typealias Program = @Sendable (Call) throws -> Tensor

extension Call {
    fileprivate var x: Tensor { get throws { try tensor("x") } }
    fileprivate var y: Tensor { get throws { try tensor("y") } }
}

extension Operations {
    static let programs: [String: Operation] = [
        "program": { call in
            let text = try call.string("program")
            let found = calculations[text] ?? rearrangements[text] ?? writes[text] ?? networks[text]
            guard let found else { throw FixtureError("this program has no Swift twin:\n\(text)") }
            return [try found(call)]
        }
    ]

    private static let calculations: [String: Program] = [
        "x * x + x": { try $0.x * $0.x + $0.x },
        "x * x.detach()": { try $0.x * $0.x.detach() },
        "(x + y) * (x - y)": { try ($0.x + $0.y) * ($0.x - $0.y) },
        "a = x * 2\nb = a + 1\na * b": { call in
            let a = try call.x * 2
            let b = a + 1
            return try a * b
        },
        "torch.where(x > 0, x, y * x)": { try Tensor.where($0.x .> 0, $0.x, $0.y * $0.x) },
        "x.to(torch.float64) * y": { try $0.x.to(.float64) * $0.y },
        "(x.half() * 2).double()": { try ($0.x.to(.float16) * 2).to(.float64) },
        "x * y": { try $0.x * $0.y },
        "x.exp().log() + x.sin().asin()": { try $0.x.exp().log() + $0.x.sin().asin() },
        "x.abs().clamp(0.2, 1.0).sqrt()": { try $0.x.abs().clamp(min: 0.2, max: 1.0).sqrt() },
        "y = x * 3\nfor _ in range(5):\n    y = y * x + y.sin()\ny": { call in
            let x = try call.x
            var y = x * 3
            for _ in 0..<5 { y = try y * x + y.sin() }
            return y
        },
        "(x.sin() * y).exp()": { try ($0.x.sin() * $0.y).exp() },
    ]

    private static let rearrangements: [String: Program] = [
        "x[0] * x[1]": { try $0.x[0] * $0.x[1] },
        "x[:, 0] + x[:, 0] * x[:, 1]": { try $0.x[.all, 0] + $0.x[.all, 0] * $0.x[.all, 1] },
        "x.t() @ x": { try $0.x.t().matmul($0.x) },
        "x.expand(4, 3).sum(0) * x": { try $0.x.expand(4, 3).sum(dim: 0) * $0.x },
        "torch.cat([x, x, y])": { try Tensor.cat([$0.x, $0.x, $0.y]) },
        "torch.stack([x, x * 2]).prod(0)": { try Tensor.stack([$0.x, $0.x * 2]).prod(dim: 0) },
        "x.reshape(3, 2).transpose(0, 1).flatten() * y": {
            try $0.x.reshape(3, 2).transpose(0, 1).flatten() * $0.y
        },
        "x.max(1)[0] * x.min(1)[0]": { try $0.x.max(dim: 1).values * $0.x.min(dim: 1).values },
        "x.sort(1)[0] * y": { try $0.x.sort(dim: 1).values * $0.y },
        "x.unfold(0, 3, 1).sum(1)": { try $0.x.unfold(0, size: 3, step: 1).sum(dim: 1) },
        "x.cumsum(0) * x.flip(0)": { try $0.x.cumsum(dim: 0) * $0.x.flip(0) },
        "x.diagonal().prod() + x.triu().sum()": { try $0.x.diagonal().prod() + $0.x.triu().sum() },
    ]

    private static let writes: [String: Program] = [
        "a = x.clone()\na[0] = y\na * a": { call in
            var a = try call.x.clone()
            a[0] = try call.y
            return try a * a
        },
        "a = x.clone()\na[a < 0] = 0.5\na * x": { call in
            var a = try call.x.clone()
            a[a .< 0] = 0.5
            return try a * call.x
        },
        "a = x.clone()\na[:, 1] *= y\na * x": { call in
            var a = try call.x.clone()
            try a[.all, 1] *= call.y
            return try a * call.x
        },
    ]

    private static let networks: [String: Program] = [
        "(x - x.mean()) / x.std()": { try ($0.x - $0.x.mean()) / $0.x.std() },
        "(x - x.mean(1, keepdim=True)) / (x.var(1, correction=0, keepdim=True) + 1e-5).sqrt()": { call in
            let x = try call.x
            let centred = try x - x.mean(dim: 1, keepDim: true)
            let variance = try x.var(dim: 1, correction: 0, keepDim: true)
            return try centred / (variance + 1e-5).sqrt()
        },
        "-(torch.log_softmax(x, 1) * y).sum(1).mean()": { try -($0.x.logSoftmax(dim: 1) * $0.y).sum(dim: 1).mean() },
        "torch.log_softmax(x, 1).gather(1, i)": { try $0.x.logSoftmax(dim: 1).gather(1, $0.tensor("i")) },
        "torch.tanh(x @ w.t() + b) @ v": { call in
            let hidden = try call.x.matmul(call.tensor("w").t()) + call.tensor("b")
            return try hidden.tanh().matmul(call.tensor("v"))
        },
        "x.relu().pow(2).sum().sqrt()": { try $0.x.relu().pow(2).sum().sqrt() },
        "torch.softmax(q @ k.transpose(-1, -2) / 2, -1) @ v": { call in
            let scores = try call.tensor("q").matmul(call.tensor("k").transpose(-1, -2)) / 2
            return try scores.softmax(dim: -1).matmul(call.tensor("v"))
        },
        "torch.tanh(x @ w.t()).pow(2).mean()": { try $0.x.matmul($0.tensor("w").t()).tanh().pow(2).mean() },
    ]
}
