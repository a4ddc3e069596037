import TernCore
import TernNN

/// Draws a convolutional network's weights as torchvision does: normal numbers by the fan out for convolutions, ones and zeros for
/// normalisations. Modules are visited parents first, in the order of their names, as the random stream wants it.
///
/// - Parameters:
///   - nonlinearity: what follows the convolutions.
///   - linearDeviation: the standard deviation of a linear layer's weights; nil leaves linear layers as they are.
func drawWeights(
    of network: any Module, nonlinearity: Init.Nonlinearity, linearDeviation: Double? = nil
) {
    for (_, module) in network.namedModules {
        switch module {
        case let layer as Conv2d:
            keepingErrors(layer.weight) { try Init.kaimingNormal($0, mode: .fanOut, nonlinearity: nonlinearity) }
            if let bias = layer.bias { keepingErrors(bias) { try Init.zeros($0) } }
        case let layer as BatchNorm2d:
            if let weight = layer.weight { keepingErrors(weight) { try Init.ones($0) } }
            if let bias = layer.bias { keepingErrors(bias) { try Init.zeros($0) } }
        case let layer as Linear where linearDeviation != nil:
            keepingErrors(layer.weight) { try Init.normal($0, std: linearDeviation ?? 0) }
            if let bias = layer.bias { keepingErrors(bias) { try Init.zeros($0) } }
        default: break
        }
    }
}

/// Initialisers of networks don't throw: a weight that could not be made or filled keeps the error, and its first use throws it.
private func keepingErrors(_ parameter: Parameter, _ body: (Parameter) throws -> Void) {
    let result = Tensor.deferringErrors {
        try body(parameter)
        return parameter.tensor
    }
    parameter.tensor = result
}
