import Tern

extension Operations {
    static let specialFunctions: [String: Operation] = [
        "polygamma": { [try $0.input.polygamma($0.int("n"))] },
        "logaddexp": { [try $0.input.logaddexp($0.other)] },
        "logaddexp2": { [try $0.input.logaddexp2($0.other)] },
        "xlogy": { call in
            switch try call.operand("other") {
            case .tensor(let other): return [try call.input.xlogy(other)]
            case .number(let other): return [try call.input.xlogy(other)]
            }
        },
        "copysign": { call in
            switch try call.operand("other") {
            case .tensor(let other): return [try call.input.copysign(other)]
            case .number(let other): return [try call.input.copysign(other)]
            }
        },
        "clamp_min": { call in
            switch try call.operand("min") {
            case .tensor(let min): return [try call.input.clampMin(min)]
            case .number(let min): return [try call.input.clampMin(min)]
            }
        },
        "clamp_max": { call in
            switch try call.operand("max") {
            case .tensor(let max): return [try call.input.clampMax(max)]
            case .number(let max): return [try call.input.clampMax(max)]
            }
        },
        "logcumsumexp": { [try $0.input.logCumSumExp(dim: $0.int("dim"))] },
    ]

    static let orderStatistics: [String: Operation] = [
        "nansum": { call in
            [
                try call.input.nanSum(
                    dim: call.intOrInts("dim", default: []), keepDim: call.flag("keepdim"), dtype: call.dtype())
            ]
        },
        "nanmean": { call in
            [
                try call.input.nanMean(
                    dim: call.intOrInts("dim", default: []), keepDim: call.flag("keepdim"), dtype: call.dtype())
            ]
        },
        "nanmedian": { call in
            guard let dim = call.optionalInt("dim") else { return [try call.input.nanMedian()] }
            let result = try call.input.nanMedian(dim: dim, keepDim: call.flag("keepdim"))
            return [result.values, result.indices]
        },
        "mode": { call in
            let result = try call.input.mode(dim: call.optionalInt("dim") ?? -1, keepDim: call.flag("keepdim"))
            return [result.values, result.indices]
        },
        "kthvalue": { call in
            let result = try call.input.kthvalue(
                call.int("k"), dim: call.optionalInt("dim") ?? -1, keepDim: call.flag("keepdim"))
            return [result.values, result.indices]
        },
        "unique_consecutive": { call in
            let x = try call.input
            let result = try call.optionalInt("dim").map { try x.uniqueConsecutive(dim: $0) } ?? x.uniqueConsecutive()
            return [result.values, result.inverse, result.counts]
        },
    ]

    static let measures: [String: Operation] = [
        "vector_norm": { call in
            let order = call.optionalDouble("ord") ?? 2
            guard call.has("dim") else { return [try call.input.vectorNorm(order)] }
            let keepDim = call.flag("keepdim")
            if let dim = call.optionalInt("dim") {
                return [try call.input.vectorNorm(order, dim: dim, keepDim: keepDim)]
            }
            return [try call.input.vectorNorm(order, dim: call.ints("dim"), keepDim: keepDim)]
        },
        "dist": { [try $0.input.dist($0.other, $0.double("p"))] },
        "cosine_similarity": {
            [
                try $0.input.cosineSimilarity(
                    $0.other, dim: $0.int("dim", default: 1), eps: $0.optionalDouble("eps") ?? 1e-8)
            ]
        },
        "tensordot": { call in
            if let count = call.optionalInt("dims") { return [try call.input.tensordot(call.other, dims: count)] }
            let lists = call.argument("dims")?.array?.compactMap(\.ints) ?? []
            guard lists.count == 2 else { throw FixtureError("dims are not two lists") }
            return [try call.input.tensordot(call.other, dims: (lists[0], lists[1]))]
        },
        "kron": { [try $0.input.kron($0.other)] },
        "addmv": { call in
            [
                try call.input.addmv(
                    call.tensor("mat"), call.tensor("vec"), beta: call.optionalScalar("beta") ?? .int(1),
                    alpha: call.optionalScalar("alpha") ?? .int(1))
            ]
        },
        "trace": mapping { try $0.trace() },
    ]
}
