import TernCore
import TernNN

/// One module of a network as a run of the network showed it.
struct LayerSummary {
    let module: any Module
    let name: String
    /// How deep it lies; 0 is the network.
    let depth: Int
    /// Its number among those of its depth, from 1.
    let number: Int
    /// Whether it is the last of its parent's.
    let isLast: Bool
    /// Its ancestors' `isLast`, from the outermost.
    let ancestorsAreLast: [Bool]
    /// nil where the run did not call it.
    let outputShape: [Int]?
    let outputBytes: Int

    var isLeaf: Bool { module.namedChildren.isEmpty }

    /// The numbers in its own parameters.
    var parameterCount: Int { ownParameters.map(\.count).reduce(0, +) }

    /// Multiplications with a following addition, counted as torchinfo does: every parameter once for each sample, those of a
    /// convolution once for each place.
    var multiplyAdds: Int {
        guard let shape = outputShape, let batch = shape.first else { return 0 }
        let isConvolution = "\(type(of: module))".hasPrefix("Conv")
        let places = isConvolution ? shape.dropFirst(2).reduce(1, *) : 1
        return parameterCount * batch * places
    }

    /// The parameters that belong to the module itself and not to its children.
    private var ownParameters: [Parameter] {
        let inner = Set(module.namedChildren.flatMap { $0.module.parameters }.map(ObjectIdentifier.init))
        return module.parameters.filter { !inner.contains(ObjectIdentifier($0)) }
    }
}
