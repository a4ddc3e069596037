import Tern

extension Operations {
    static let creations: [String: Operation] = [
        "to": { [try $0.input.to($0.dtype() ?? .float32)] },
        "arange": { call in
            [
                Tensor.arange(
                    try call.scalar("start"), try call.scalar("end"), step: try call.scalar("step"),
                    dtype: try call.dtype())
            ]
        },
        "linspace": { call in
            [
                Tensor.linspace(
                    try call.scalar("start"), try call.scalar("end"), steps: try call.int("steps"),
                    dtype: try call.dtype() ?? .float32)
            ]
        },
        "tril": { [try $0.input.tril(diagonal: $0.int("diagonal", default: 0))] },
        "triu": { [try $0.input.triu(diagonal: $0.int("diagonal", default: 0))] },
        "eye": { [Tensor.eye(try $0.int("n"), try $0.int("m"), dtype: try $0.dtype() ?? .float32)] },
        "full": { [Tensor.full(try $0.ints("size"), try $0.scalar("fill_value"), dtype: try $0.dtype())] },
        "zeros": { [Tensor.zeros(try $0.ints("size"), dtype: try $0.dtype() ?? .float32)] },
        "ones": { [Tensor.ones(try $0.ints("size"), dtype: try $0.dtype() ?? .float32)] },
    ]
}
