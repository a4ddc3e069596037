import TernCore

/// A network whose parameters are averages of another one's, taken during its training.
///
/// ```swift
/// let averaged = try AveragedModel(LeNet(), of: net, averaging: .ema(decay: 0.999))
/// // after each optimizer step:
/// try averaged.updateParameters(net)
/// ```
///
/// - Source: `torch.optim.swa_utils.AveragedModel`.
public final class AveragedModel<Model: Module>: Module {
    /// How averages are taken.
    public enum Averaging: Sendable {
        /// The plain average of all updates.
        case swa
        /// decay * average + (1 - decay) * parameter.
        case ema(decay: Double)
    }

    /// How many updates there were, an int64 number.
    public let nAveraged = Buffer(.full([], 0, dtype: .int64))
    /// The network with the averages.
    public let module: Model
    private let averaging: Averaging
    private let useBuffers: Bool

    /// - Parameters:
    ///   - module: a network built as `model` is, which takes over its values.
    ///   - model: the network that is trained.
    ///   - averaging: default the plain average.
    ///   - useBuffers: whether buffers are averaged, too; otherwise they are copied. Default false.
    /// - Throws: `TensorError` for a decay outside 0 ... 1, or networks that differ.
    public init(_ module: Model, of model: Model, averaging: Averaging = .swa, useBuffers: Bool = false) throws {
        if case .ema(let decay) = averaging, !(0...1).contains(decay) {
            throw TensorError(
                .value, "AveragedModel",
                "Invalid decay value \(decay) provided. Please provide a value in [0,1] range.")
        }
        try module.loadStateDict(model.stateDict)
        self.module = module
        self.averaging = averaging
        self.useBuffers = useBuffers
    }

    /// The averaged network's result.
    public func forward(_ x: Tensor) throws -> Tensor { try module(x) }

    /// Whether the averaged network is being trained.
    public var training: Bool {
        get { module.training }
        set { module.training = newValue }
    }

    /// Takes the trained network's values into the averages; the first time they are the averages.
    ///
    /// - Throws: `TensorError` for a network that differs, or where there is no memory.
    public func updateParameters(_ model: Model) throws {
        try noGrad {
            let count = try nAveraged.tensor.item()
            for (average, parameter) in zip(module.parameters, model.parameters) {
                average.tensor = try blend(average.tensor.detach(), parameter.tensor.detach(), count)
            }
            for (average, buffer) in zip(module.namedBuffers.map(\.buffer), model.namedBuffers.map(\.buffer)) {
                average.tensor = useBuffers ? try blend(average.tensor, buffer.tensor, count) : buffer.tensor
            }
            nAveraged.tensor = nAveraged.tensor + 1
        }
    }

    private func blend(_ average: Tensor, _ value: Tensor, _ count: Double) throws -> Tensor {
        guard count > 0 else { return value }
        let share = if case .ema(let decay) = averaging { 1 - decay } else { 1 / (count + 1) }
        guard average.dtype.isFloatingPoint else {
            return try average.to(.float64).lerp(value.to(.float64), share).to(average.dtype)
        }
        return try average.lerp(value, share)
    }
}
