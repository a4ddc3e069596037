import Tern

extension Call {
    /// The argument `index` as Tern's own indices.
    fileprivate func indices() throws -> [IndexItem] {
        guard let items = argument("index")?.array else { throw FixtureError("there is no list of indices") }
        return try items.map { item in
            if let position = item["int"]?.int { return position.indexItem }
            if let parts = item["slice"]?.array, parts.count == 3 {
                return .slice(parts[0].int, parts[1].int, step: parts[2].int ?? 1)
            }
            if item["newaxis"] != nil { return .newAxis }
            if item["ellipsis"] != nil { return .ellipsis }
            guard let name = item["tensor"]?.string else { throw FixtureError("unknown index \(item)") }
            return try tensor(name).indexItem
        }
    }
}

extension Operations {
    static let indexing: [String: Operation] = [
        "getitem": { [try $0.input.indexed($0.indices())] },
        "setitem": { call in
            var result = try call.input.clone()
            switch try call.operand("value") {
            case .tensor(let value): try result.setIndexed(call.indices(), to: value)
            case .number(let value): try result.setIndexed(call.indices(), to: value)
            }
            return [result]
        },
        "index_put": { call in
            [
                try call.input.indexPut(
                    call.tensors("indices"), call.tensor("values"), accumulate: call.flag("accumulate"))
            ]
        },
    ]

    static let choosing: [String: Operation] = [
        "where": { call in
            let condition = try call.tensor("condition")
            switch (try call.operand("input"), try call.operand("other")) {
            case (.tensor(let a), .tensor(let b)): return [try Tensor.where(condition, a, b)]
            case (.tensor(let a), .number(let b)): return [try Tensor.where(condition, a, b)]
            case (.number(let a), .tensor(let b)): return [try Tensor.where(condition, a, b)]
            case (.number(let a), .number(let b)): return [try Tensor.where(condition, a, b)]
            }
        },
        "where_condition": { try $0.tensor("condition").nonzeroTuple() },
        "nonzero": { try $0.flag("as_tuple") ? $0.input.nonzeroTuple() : [$0.input.nonzero()] },
        "masked_fill": { call in
            switch try call.operand("value") {
            case .tensor(let value): return [try call.input.maskedFill(call.tensor("mask"), value)]
            case .number(let value): return [try call.input.maskedFill(call.tensor("mask"), value)]
            }
        },
        "masked_select": { [try $0.input.maskedSelect($0.tensor("mask"))] },
        "one_hot": { [try $0.input.oneHot(numClasses: $0.int("num_classes"))] },
    ]

    static let gathering: [String: Operation] = [
        "gather": { [try $0.input.gather($0.int("dim"), $0.tensor("index"))] },
        "scatter": { call in
            let (dim, index) = (try call.int("dim"), try call.tensor("index"))
            switch try call.operand("src") {
            case .tensor(let source): return [try call.input.scatter(dim, index, source)]
            case .number(let value): return [try call.input.scatter(dim, index, value)]
            }
        },
        "scatter_add": { [try $0.input.scatterAdd($0.int("dim"), $0.tensor("index"), $0.tensor("src"))] },
        "index_select": { [try $0.input.indexSelect($0.int("dim"), $0.tensor("index"))] },
        "index_add": { call in
            [
                try call.input.indexAdd(
                    call.int("dim"), call.tensor("index"), call.tensor("source"),
                    alpha: call.optionalScalar("alpha") ?? .int(1))
            ]
        },
        "take_along_dim": { [try $0.input.takeAlongDim($0.tensor("indices"), dim: $0.optionalInt("dim"))] },
    ]
}
