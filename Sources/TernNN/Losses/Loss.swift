import TernCore

/// A loss as a module: call it with the network's result and what it should have been.
///
/// ```swift
/// let criterion = CrossEntropyLoss(labelSmoothing: 0.1)
/// try criterion(net(x), target).backward()
/// ```
public protocol Loss: Module {
    /// What becomes of the losses of a batch.
    var reduction: Reduction { get }

    /// The loss of `input` against `target`.
    func forward(_ input: Tensor, _ target: Tensor) throws -> Tensor
}

extension Loss {
    /// The loss of `input` against `target`.
    public func callAsFunction(_ input: Tensor, _ target: Tensor) throws -> Tensor { try forward(input, target) }
}
