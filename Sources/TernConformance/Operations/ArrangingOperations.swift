import Tern

extension Operations {
    static let flatPositions: [String: Operation] = [
        "take": { [try $0.input.take($0.tensor("index"))] },
        "put": { call in
            [
                try call.input.put(
                    call.tensor("index"), call.tensor("source"), accumulate: call.flag("accumulate"))
            ]
        },
        "index_copy": { [try $0.input.indexCopy($0.int("dim"), $0.tensor("index"), $0.tensor("source"))] },
        "index_fill": { call in
            let (dim, index) = (try call.int("dim"), try call.tensor("index"))
            switch try call.operand("value") {
            case .tensor(let value): return [try call.input.indexFill(dim, index, value)]
            case .number(let value): return [try call.input.indexFill(dim, index, value)]
            }
        },
        "masked_scatter": { [try $0.input.maskedScatter($0.tensor("mask"), $0.tensor("source"))] },
        "scatter_reduce": { call in
            guard let reduction = ScatterReduction(rawValue: try call.string("reduce")) else {
                throw FixtureError("Tern has no such reduction")
            }
            return [
                try call.input.scatterReduce(
                    call.int("dim"), call.tensor("index"), call.tensor("src"), reduce: reduction,
                    includeSelf: call.flag("include_self", default: true))
            ]
        },
        "argwhere": mapping { $0.argwhere() },
    ]

    static let scatteredViews: [String: Operation] = [
        "select_scatter": {
            [try $0.input.selectScatter($0.tensor("src"), dim: $0.int("dim"), index: $0.int("index"))]
        },
        "slice_scatter": { call in
            [
                try call.input.sliceScatter(
                    call.tensor("src"), dim: call.int("dim"), from: call.optionalInt("start"),
                    to: call.optionalInt("end"), step: call.optionalInt("step") ?? 1)
            ]
        },
        "diagonal_scatter": { call in
            [
                try call.input.diagonalScatter(
                    call.tensor("src"), offset: call.int("offset", default: 0), dim1: call.int("dim1", default: 0),
                    dim2: call.int("dim2", default: 1))
            ]
        },
        "diag": { [try $0.input.diag($0.int("diagonal", default: 0))] },
        "diag_embed": { call in
            [
                try call.input.diagEmbed(
                    offset: call.int("offset", default: 0), dim1: call.int("dim1", default: -2),
                    dim2: call.int("dim2", default: -1))
            ]
        },
        "fliplr": mapping { try $0.fliplr() },
        "flipud": mapping { try $0.flipud() },
        "atleast_1d": mappingEach { try $0.atLeast1d() },
        "atleast_2d": mappingEach { try $0.atLeast2d() },
        "atleast_3d": mappingEach { try $0.atLeast3d() },
        "broadcast_to": { [try $0.input.broadcast(to: $0.ints("size"))] },
    ]

    static let grids: [String: Operation] = [
        "hstack": { [try Tensor.hstack($0.tensors("tensors"))] },
        "vstack": { [try Tensor.vstack($0.tensors("tensors"))] },
        "dstack": { [try Tensor.dstack($0.tensors("tensors"))] },
        "column_stack": { [try Tensor.columnStack($0.tensors("tensors"))] },
        "meshgrid": { call in
            guard let order = GridIndexing(rawValue: try call.has("indexing") ? call.string("indexing") : "ij") else {
                throw FixtureError("Tern has no such order")
            }
            return try Tensor.meshgrid(call.tensors("tensors"), indexing: order)
        },
        "cartesian_prod": { [try Tensor.cartesianProd($0.tensors("tensors"))] },
        "tensor_split": { call in
            let dim = call.int("dim", default: 0)
            if let positions = call.optionalTensor("indices_or_sections") {
                guard positions.ndim > 0 else {
                    return try call.input.tensorSplit(positions.item(as: Int.self), dim: dim)
                }
                return try call.input.tensorSplit(positions.array(of: Int.self), dim: dim)
            }
            if let count = call.optionalInt("indices_or_sections") {
                return try call.input.tensorSplit(count, dim: dim)
            }
            return try call.input.tensorSplit(call.ints("indices_or_sections"), dim: dim)
        },
        "unbind": { try $0.input.unbind(dim: $0.int("dim", default: 0)) },
    ]
}
