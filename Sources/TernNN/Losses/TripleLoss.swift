import TernCore

/// A loss of three tensors as a module.
public protocol TripleLoss: Module {
    /// What becomes of the losses of a batch.
    var reduction: Reduction { get }

    /// The loss of three tensors.
    func forward(_ first: Tensor, _ second: Tensor, _ third: Tensor) throws -> Tensor
}

extension TripleLoss {
    /// The loss of three tensors.
    public func callAsFunction(_ first: Tensor, _ second: Tensor, _ third: Tensor) throws -> Tensor {
        try forward(first, second, third)
    }
}
