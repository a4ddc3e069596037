import TernCore

/// A convolution or a batch normalisation in a `Sequential` with the layers behind it that can be part of the same pass.
struct FusibleRun {
    /// How many layers it consists of: at least two.
    let count: Int
    private let body: (Tensor) throws -> Tensor

    /// The run that begins with the first of these modules, if any does.
    init?(_ modules: ArraySlice<any Module>) {
        let conv = modules.first as? Conv2d
        var rest = conv == nil ? modules : modules.dropFirst()
        let norm = rest.first as? BatchNormNd
        if norm != nil { rest = rest.dropFirst() }
        let found = (rest.first as? any FusibleActivation)?.fusedActivation
        if found != nil { rest = rest.dropFirst() }
        count = modules.count - rest.count
        let activation = found ?? .identity
        switch (conv, norm) {
        case (let conv?, nil): body = { try fusedConvolution(conv, activation: activation, $0) }
        case (let conv?, let norm as BatchNorm2d):
            body = { try fusedConvolution(conv, norm, activation: activation, $0) }
        case (nil, let norm?): body = { try norm.forward($0, residual: nil, activation: activation) }
        default: return nil
        }
        // A layer with hooks must be called by itself.
        if count < 2 || modules.prefix(count).contains(where: { $0.hasHooks }) { return nil }
    }

    /// What the layers give one after the other.
    func callAsFunction(_ x: Tensor) throws -> Tensor {
        try body(x)
    }
}

/// An activation that a convolution can apply to its sums.
protocol FusibleActivation: Module {
    var fusedActivation: FusedActivation { get }
}

extension ReLU: FusibleActivation {
    var fusedActivation: FusedActivation { .relu }
}

extension ReLU6: FusibleActivation {
    var fusedActivation: FusedActivation { .relu6 }
}
