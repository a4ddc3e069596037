import TernCore

/// A convolution in a `Sequential` with the layers behind it that can be part of the same pass.
struct FusibleRun {
    /// How many layers it consists of: at least two.
    let count: Int
    private let conv: Conv2d
    private let norm: BatchNorm2d?
    private let activation: FusedActivation

    /// The run that begins with the first of these modules, if any does.
    init?(_ modules: ArraySlice<any Module>) {
        guard let conv = modules.first as? Conv2d else { return nil }
        var rest = modules.dropFirst()
        norm = rest.first as? BatchNorm2d
        if norm != nil { rest = rest.dropFirst() }
        let activation = (rest.first as? any FusibleActivation)?.fusedActivation
        if activation != nil { rest = rest.dropFirst() }
        self.conv = conv
        self.activation = activation ?? .identity
        count = modules.count - rest.count
        if count < 2 { return nil }
    }

    /// What the layers give one after the other.
    func callAsFunction(_ x: Tensor) throws -> Tensor {
        try fusedConvolution(conv, norm, activation: activation, x)
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
