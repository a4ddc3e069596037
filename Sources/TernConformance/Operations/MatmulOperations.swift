import Tern

extension Operations {
    static let products: [String: Operation] = [
        "matmul": { [try $0.input.matmul($0.other)] },
        "mm": { [try $0.input.mm($0.tensor("mat2"))] },
        "bmm": { [try $0.input.bmm($0.tensor("mat2"))] },
        "mv": { [try $0.input.mv($0.tensor("vec"))] },
        "dot": { [try $0.input.dot($0.other)] },
        "outer": { [try $0.input.outer($0.tensor("vec2"))] },
        "addmm": { call in
            [
                try call.input.addmm(
                    call.tensor("mat1"), call.tensor("mat2"), beta: call.optionalScalar("beta") ?? .int(1),
                    alpha: call.optionalScalar("alpha") ?? .int(1))
            ]
        },
        "baddbmm": { call in
            [
                try call.input.baddbmm(
                    call.tensor("batch1"), call.tensor("batch2"), beta: call.optionalScalar("beta") ?? .int(1),
                    alpha: call.optionalScalar("alpha") ?? .int(1))
            ]
        },
        "einsum": { [try Tensor.einsum($0.string("equation"), $0.tensors("operands"))] },
        "linear": { [try Tensor.linear($0.input, $0.tensor("weight"), $0.optionalTensor("bias"))] },
        "cross": { [try $0.input.cross($0.other, dim: $0.optionalInt("dim"))] },
    ]
}
