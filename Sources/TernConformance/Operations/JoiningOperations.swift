import Tern

extension Operations {
    static let joining: [String: Operation] = [
        "cat": { [try Tensor.cat($0.tensors("tensors"), dim: $0.int("dim", default: 0))] },
        "stack": { [try Tensor.stack($0.tensors("tensors"), dim: $0.int("dim", default: 0))] },
        "split": { call in
            let dim = call.int("dim", default: 0)
            if let size = call.optionalInt("split_size_or_sections") { return try call.input.split(size, dim: dim) }
            return try call.input.split(call.ints("split_size_or_sections"), dim: dim)
        },
        "chunk": { try $0.input.chunk($0.int("chunks"), dim: $0.int("dim", default: 0)) },
        "repeat": { [try $0.input.repeat($0.intOrInts("repeats"))] },
        "tile": { [try $0.input.tile($0.intOrInts("dims"))] },
        "repeat_interleave": { call in
            let dim = call.optionalInt("dim")
            if let repeats = call.optionalTensor("repeats") {
                return [try call.input.repeatInterleave(repeats, dim: dim)]
            }
            return [try call.input.repeatInterleave(call.int("repeats"), dim: dim)]
        },
    ]

    static let turning: [String: Operation] = [
        "flip": { [try $0.input.flip($0.intOrInts("dims"))] },
        "roll": { [try $0.input.roll($0.intOrInts("shifts"), dims: $0.intOrInts("dims", default: []))] },
        "rot90": { [try $0.input.rot90($0.int("k", default: 1), dims: $0.intOrInts("dims", default: [0, 1]))] },
    ]

    static let padding: [String: Operation] = [
        "pad": { call in
            let name = call.has("mode") ? try call.string("mode") : "constant"
            guard let mode = PadMode(rawValue: name) else {
                // Swift's enumeration has no word for a mode that does not exist; PyTorch's refusal is the only right answer.
                throw TensorError(.notImplemented, "pad", "Unrecognised padding mode \(name)")
            }
            return [try call.input.pad(call.ints("pad"), mode: mode, value: call.optionalScalar("value"))]
        }
    ]
}
