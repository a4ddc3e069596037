import Tern

// Along one dimension: running reductions, softmax, sorting.

extension Operations {
    static let scans: [String: Operation] = [
        "cumsum": { [try $0.input.cumsum(dim: $0.int("dim"), dtype: $0.dtype())] },
        "cumprod": { [try $0.input.cumprod(dim: $0.int("dim"), dtype: $0.dtype())] },
        "cummax": { call in
            let result = try call.input.cummax(dim: call.int("dim"))
            return [result.values, result.indices]
        },
        "cummin": { call in
            let result = try call.input.cummin(dim: call.int("dim"))
            return [result.values, result.indices]
        },
    ]

    static let softmaxes: [String: Operation] = [
        "softmax": { [try $0.input.softmax(dim: $0.int("dim"), dtype: $0.dtype())] },
        "log_softmax": { [try $0.input.logSoftmax(dim: $0.int("dim"), dtype: $0.dtype())] },
        "softmin": { [try $0.input.softmin(dim: $0.int("dim"), dtype: $0.dtype())] },
    ]

    static let sorting: [String: Operation] = [
        "sort": { call in
            let result = try call.input.sort(
                dim: call.optionalInt("dim") ?? -1, descending: call.flag("descending"), stable: call.flag("stable"))
            return [result.values, result.indices]
        },
        "argsort": { call in
            [
                try call.input.argsort(
                    dim: call.optionalInt("dim") ?? -1, descending: call.flag("descending"),
                    stable: call.flag("stable"))
            ]
        },
        "topk": { call in
            let result = try call.input.topk(
                call.int("k"), dim: call.optionalInt("dim") ?? -1, largest: call.flag("largest", default: true),
                sorted: call.flag("sorted", default: true))
            return [result.values, result.indices]
        },
        "unique": { call in
            let result = try call.optionalInt("dim").map { try call.input.unique(dim: $0) } ?? call.input.unique()
            return [result.values, result.inverse, result.counts]
        },
        "bincount": { call in
            [
                try call.input.bincount(
                    weights: call.optionalTensor("weights"), minLength: call.optionalInt("minlength") ?? 0)
            ]
        },
    ]
}
