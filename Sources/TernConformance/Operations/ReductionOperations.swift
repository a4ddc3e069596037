import Tern

/// What a reduction runs along.
private enum Dims {
    case all
    case one(Int)
    case many([Int])

    init(_ call: Call) throws {
        if !call.has("dim") {
            self = .all
        } else if let dim = call.optionalInt("dim") {
            self = .one(dim)
        } else {
            self = .many(try call.ints("dim"))
        }
    }
}

/// A reduction over everything, one dimension or several. PyTorch's `keepdim` without dimensions is a list of none.
private func reducing(
    all: @escaping @Sendable (Tensor, Call) throws -> Tensor,
    one: @escaping @Sendable (Tensor, Int, Bool, Call) throws -> Tensor,
    many: @escaping @Sendable (Tensor, [Int], Bool, Call) throws -> Tensor
) -> Operation {
    { call in
        let keepDim = call.flag("keepdim")
        switch try Dims(call) {
        case .all: return [keepDim ? try many(try call.input, [], true, call) : try all(try call.input, call)]
        case .one(let dim): return [try one(try call.input, dim, keepDim, call)]
        case .many(let dims): return [try many(try call.input, dims, keepDim, call)]
        }
    }
}

extension Call {
    fileprivate var correction: Scalar { optionalScalar("correction") ?? .int(1) }
}

extension Operations {
    static let sums: [String: Operation] = [
        "sum": reducing(
            all: { x, call in try call.has("dtype") ? x.sum(dim: [], dtype: call.dtype()) : x.sum() },
            one: { try $0.sum(dim: $1, keepDim: $2, dtype: $3.dtype()) },
            many: { try $0.sum(dim: $1, keepDim: $2, dtype: $3.dtype()) }),
        "mean": reducing(
            all: { x, call in try x.mean(dtype: call.dtype()) },
            one: { try $0.mean(dim: $1, keepDim: $2, dtype: $3.dtype()) },
            many: { try $0.mean(dim: $1, keepDim: $2, dtype: $3.dtype()) }),
        "prod": { call in
            switch try Dims(call) {
            case .one(let dim):
                return [try call.input.prod(dim: dim, keepDim: call.flag("keepdim"), dtype: call.dtype())]
            default: return [try call.input.prod(dtype: call.dtype())]
            }
        },
        "logsumexp": reducing(
            all: { x, _ in try x.logSumExp(dim: []) },
            one: { x, dim, keepDim, _ in try x.logSumExp(dim: dim, keepDim: keepDim) },
            many: { x, dims, keepDim, _ in try x.logSumExp(dim: dims, keepDim: keepDim) }),
        "count_nonzero": reducing(
            all: { x, _ in x.countNonzero() }, one: { x, dim, _, _ in try x.countNonzero(dim: dim) },
            many: { x, dims, _, _ in try x.countNonzero(dim: dims) }),
        "any": reducing(
            all: { x, _ in x.any() }, one: { x, dim, keepDim, _ in try x.any(dim: dim, keepDim: keepDim) },
            many: { x, dims, keepDim, _ in try x.any(dim: dims, keepDim: keepDim) }),
        "all": reducing(
            all: { x, _ in x.all() }, one: { x, dim, keepDim, _ in try x.all(dim: dim, keepDim: keepDim) },
            many: { x, dims, keepDim, _ in try x.all(dim: dims, keepDim: keepDim) }),
    ]

    static let spreads: [String: Operation] = [
        "var": reducing(
            all: { x, call in x.var(correction: call.correction) },
            one: { x, dim, keepDim, call in try x.var(dim: dim, correction: call.correction, keepDim: keepDim) },
            many: { x, dims, keepDim, call in try x.var(dim: dims, correction: call.correction, keepDim: keepDim) }),
        "std": reducing(
            all: { x, call in x.std(correction: call.correction) },
            one: { x, dim, keepDim, call in try x.std(dim: dim, correction: call.correction, keepDim: keepDim) },
            many: { x, dims, keepDim, call in try x.std(dim: dims, correction: call.correction, keepDim: keepDim) }),
        "var_mean": { call in
            let dims = call.has("dim") ? try call.intOrInts("dim") : []
            let result = try call.input.varMean(
                dim: dims, correction: call.correction, keepDim: call.flag("keepdim"))
            return [result.var, result.mean]
        },
        "std_mean": { call in
            let dims = call.has("dim") ? try call.intOrInts("dim") : []
            let result = try call.input.stdMean(
                dim: dims, correction: call.correction, keepDim: call.flag("keepdim"))
            return [result.std, result.mean]
        },
        "norm": { call in
            // The Frobenius norm is the 2-norm of all elements.
            let p = call.optionalDouble("p") ?? 2
            let (keepDim, dtype) = (call.flag("keepdim"), try call.dtype())
            switch try Dims(call) {
            case .all where dtype == nil && !keepDim: return [try call.input.norm(p)]
            case .all: return [try call.input.norm(p, dim: [], keepDim: keepDim, dtype: dtype)]
            case .one(let dim): return [try call.input.norm(p, dim: dim, keepDim: keepDim, dtype: dtype)]
            case .many(let dims): return [try call.input.norm(p, dim: dims, keepDim: keepDim, dtype: dtype)]
            }
        },
    ]

    static let extrema: [String: Operation] = [
        "amax": reducing(
            all: { x, _ in x.amax() }, one: { x, dim, keepDim, _ in try x.amax(dim: dim, keepDim: keepDim) },
            many: { x, dims, keepDim, _ in try x.amax(dim: dims, keepDim: keepDim) }),
        "amin": reducing(
            all: { x, _ in x.amin() }, one: { x, dim, keepDim, _ in try x.amin(dim: dim, keepDim: keepDim) },
            many: { x, dims, keepDim, _ in try x.amin(dim: dims, keepDim: keepDim) }),
        "aminmax": { call in
            let result = try call.input.aminmax(dim: call.optionalInt("dim"), keepDim: call.flag("keepdim"))
            return [result.min, result.max]
        },
        "max": selecting({ $0.max() }, { try $0.max(dim: $1, keepDim: $2) }),
        "min": selecting({ $0.min() }, { try $0.min(dim: $1, keepDim: $2) }),
        "median": selecting({ $0.median() }, { try $0.median(dim: $1, keepDim: $2) }),
        "argmax": { call in
            guard call.has("dim") || call.has("keepdim") else { return [try call.input.argmax()] }
            return [try call.input.argmax(dim: call.optionalInt("dim"), keepDim: call.flag("keepdim"))]
        },
        "argmin": { call in
            guard call.has("dim") || call.has("keepdim") else { return [try call.input.argmin()] }
            return [try call.input.argmin(dim: call.optionalInt("dim"), keepDim: call.flag("keepdim"))]
        },
    ]

    /// One value over everything, or values and their indices along a dimension.
    private static func selecting(
        _ all: @escaping @Sendable (Tensor) throws -> Tensor,
        _ along: @escaping @Sendable (Tensor, Int, Bool) throws -> (values: Tensor, indices: Tensor)
    ) -> Operation {
        { call in
            guard let dim = call.optionalInt("dim") else { return [try all(try call.input)] }
            let result = try along(try call.input, dim, call.flag("keepdim"))
            return [result.values, result.indices]
        }
    }
}
