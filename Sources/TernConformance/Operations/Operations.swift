import Tern

/// The Swift twin of every PyTorch function that the fixtures call, by PyTorch's name.
package enum Operations {
    package static let all: [String: Operation] = tables.reduce(into: [:]) { merged, table in
        merged.merge(table) { first, _ in first }
    }

    private static let tables: [[String: Operation]] = [
        unary, roundings, predicates, ranges, arithmetic, divisions, extremes, comparisons, logic, bits, blends,
        closeness, normalizations,
        creations, views, sums, spreads, extrema, scans, softmaxes, sorting, products, indexing, choosing, gathering,
        joining, turning, padding, specialFunctions, orderStatistics, measures, flatPositions,
        scatteredViews, grids, pooling, losses, marginLosses,
        activations, dropouts, functions, convolutions, maxPooling, unpooling, sequenceLosses, embeddingBags,
        gridSampling, fractionalPooling,
    ]
}

/// An operation of one tensor and no argument.
func mapping(_ function: @escaping @Sendable (Tensor) throws -> Tensor) -> Operation {
    { [try function(try $0.input)] }
}

/// The same; of a list of tensors, each by itself.
func mappingEach(_ function: @escaping @Sendable (Tensor) throws -> Tensor) -> Operation {
    { call in
        let list = call.tensors("input")
        return try (list.isEmpty ? [call.input] : list).map(function)
    }
}
