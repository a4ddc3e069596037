import TernCore

/// Scales all gradients so that their norm, as if they were one vector, is at most `maxNorm`.
///
/// - Parameters:
///   - parameters: whose gradients to scale; those without one are left out.
///   - maxNorm: the largest norm.
///   - normType: which norm: 2 is Euclid's, infinity the largest element. Default 2.
///   - errorIfNonfinite: whether a norm that is infinite or NaN is an error. Default false.
/// - Returns: the norm before, a tensor without dimensions.
/// - Throws: `TensorError` where there is no memory, and see `errorIfNonfinite`.
/// - Source: `torch.nn.utils.clip_grad_norm_`.
@discardableResult
public func clipGradNorm(
    _ parameters: [Parameter], maxNorm: Double, normType: Double = 2, errorIfNonfinite: Bool = false
) throws -> Tensor {
    try noGrad {
        let norms = try parameters.compactMap(\.grad).map { try $0.vectorNorm(normType).validated() }
        guard !norms.isEmpty else { return .full([], 0, dtype: .float32) }
        let common = norms.map(\.dtype).reduce(norms[0].dtype) { DType.promote($0, $1) }
        let total = try Tensor.stack(norms.map { try $0.to(common) }).vectorNorm(normType)
        let isFinite = try total.item().isFinite
        guard isFinite || !errorIfNonfinite else {
            throw TensorError(
                "clip_grad_norm_",
                "The total norm of order \(normType) for gradients from `parameters` is non-finite, so it cannot be clipped. To disable this error and scale the gradients by the non-finite norm anyway, set `error_if_nonfinite=False`"
            )
        }
        let factor = (maxNorm / (total + 1e-6)).clamp(max: 1)
        for parameter in parameters {
            if let gradient = parameter.grad { parameter.grad = try gradient.mul(factor).to(gradient.dtype) }
        }
        return total
    }
}

/// Limits every element of all gradients to -clipValue ... clipValue.
///
/// - Parameters:
///   - parameters: whose gradients to limit.
///   - clipValue: the limit.
/// - Source: `torch.nn.utils.clip_grad_value_`.
public func clipGradValue(_ parameters: [Parameter], clipValue: Double) {
    noGrad {
        for parameter in parameters {
            parameter.grad = parameter.grad.map { $0.clamp(min: -clipValue, max: clipValue) }
        }
    }
}
