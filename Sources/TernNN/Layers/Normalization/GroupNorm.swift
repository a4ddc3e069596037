import TernCore

/// Group normalisation: the channels of every sample fall into groups, each shifted and scaled to mean 0 and variance 1; then each
/// channel is scaled by `weight` and shifted by `bias`, which are learned.
///
/// y = (x - mean) / sqrt(var + eps) * weight + bias, with mean and (biased) variance over a group's channels and positions.
///
/// Shapes: [N, numChannels, …] -> the same.
///
/// - Source: `torch.nn.GroupNorm`; Wu and He 2018.
public final class GroupNorm: Module {
    /// The scale of each channel; nil without `affine`.
    public let weight: Parameter?
    /// The shift of each channel; nil without `affine` or `bias`.
    public let bias: Parameter?
    /// Groups.
    public let numGroups: Int
    /// Channels.
    public let numChannels: Int
    /// Added to the variance.
    public let eps: Double
    /// Whether scale and shift are learned.
    public let affine: Bool

    /// A group normalisation with weight 1 and bias 0.
    ///
    /// - Parameters:
    ///   - numGroups: groups; must divide the channels.
    ///   - numChannels: channels.
    ///   - eps: added to the variance. Default 1e-5.
    ///   - affine: whether scale and shift are learned. Default true.
    ///   - device: where all tensors lie. Default the processor.
    ///   - dtype: their type. Default float32.
    ///   - bias: whether the shift is learned, if `affine`. Default true.
    public init(
        _ numGroups: Int, _ numChannels: Int, eps: Double = 1e-5, affine: Bool = true, device: Device = .cpu,
        dtype: DType = .float32, bias: Bool = true
    ) {
        self.numGroups = numGroups
        self.numChannels = numChannels
        self.eps = eps
        self.affine = affine
        weight = affine ? Parameter(Tensor.ones([numChannels], dtype: dtype, device: device)) : nil
        self.bias = affine && bias ? Parameter(Tensor.zeros([numChannels], dtype: dtype, device: device)) : nil
    }

    /// Throws for channels that don't fall into so many groups.
    public func validate() throws {
        for parameter in [weight, bias] { try parameter?.tensor.validate() }
        guard numGroups != 0, numChannels % numGroups == 0 else {
            throw TensorError(
                .value, "GroupNorm", "num_channels (\(numChannels)) must be divisible by num_groups (\(numGroups))")
        }
    }

    /// The normalised samples.
    public func forward(_ x: Tensor) throws -> Tensor {
        try validate()
        return try F.groupNorm(x, groups: numGroups, weight: weight?.tensor, bias: bias?.tensor, eps: eps)
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        "\(numGroups), \(numChannels), eps=\(pythonFloat(eps)), affine=\(pythonBool(affine)), bias=\(pythonBool(bias != nil))"
    }
}
