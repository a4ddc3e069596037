import Tern

extension Operations {
    static let views: [String: Operation] = [
        "reshape": { [try $0.input.reshape($0.ints("shape"))] },
        "view": { [try $0.input.view($0.ints("shape"))] },
        "permute": { [try $0.input.permute($0.ints("dims"))] },
        "transpose": { [try $0.input.transpose($0.int("dim0"), $0.int("dim1"))] },
        "t": mapping { try $0.t() },
        "movedim": { call in
            if let source = call.optionalInt("source"), let destination = call.optionalInt("destination") {
                return [try call.input.moveDim(source, to: destination)]
            }
            return [try call.input.moveDims(call.intOrInts("source"), to: call.intOrInts("destination"))]
        },
        "squeeze": { call in
            guard call.has("dim") else { return [try call.input.squeeze()] }
            if let dim = call.optionalInt("dim") { return [try call.input.squeeze(dim)] }
            return [try call.input.squeeze(call.ints("dim"))]
        },
        "unsqueeze": { [try $0.input.unsqueeze($0.int("dim"))] },
        "expand": { [try $0.input.expand($0.ints("size"))] },
        "expand_as": { [try $0.input.expand(as: $0.other)] },
        "flatten": {
            [try $0.input.flatten(from: $0.int("start_dim", default: 0), to: $0.int("end_dim", default: -1))]
        },
        "unflatten": { [try $0.input.unflatten($0.int("dim"), $0.ints("sizes"))] },
        "select": { [try $0.input.select($0.int("dim"), $0.int("index"))] },
        "narrow": { call in
            [
                try call.input.narrow(
                    call.int("dim"), start: call.optionalTensor("start")?.item(as: Int.self) ?? call.int("start"),
                    length: call.int("length"))
            ]
        },
        "unfold": { call in
            [try call.input.unfold(call.int("dimension"), size: call.int("size"), step: call.int("step"))]
        },
        "diagonal": { call in
            [
                try call.input.diagonal(
                    offset: call.int("offset", default: 0), dim1: call.int("dim1", default: 0),
                    dim2: call.int("dim2", default: 1))
            ]
        },
        "contiguous": mapping { $0.contiguous() },
        "clone": mapping { $0.clone() },
    ]
}
