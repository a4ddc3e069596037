import Testing
import Tern

private let any = sample([2, 3], seed: 11)
private let positive = sample([2, 3], 0.3...2.5, seed: 12)
private let inside = sample([2, 3], -0.8...0.8, seed: 13)
private let above = sample([2, 3], 1.2...3, seed: 14)
private let row = sample([3], 0.4...2, seed: 15)
private let column = sample([2, 1], 0.4...2, seed: 16)
/// No element lies near one of these: there the functions have kinks.
private let apart = Tensor([[-1.7, -0.6, 0.4], [0.9, 1.4, -2.2]], dtype: .float64)

@Suite struct ElementwiseGradients {
    @Test(arguments: smooth + steep) func function(_ gradient: GradientCase) throws { try gradient.check() }
    @Test(arguments: ofPairs) func pair(_ gradient: GradientCase) throws { try gradient.check() }
    @Test(arguments: withKinks) func kinked(_ gradient: GradientCase) throws { try gradient.check() }

    private static let smooth: [GradientCase] = [
        .map("neg", any) { -$0 },
        .map("square", any) { $0.square() },
        .map("exp", any) { $0.exp() },
        .map("exp2", any) { $0.exp2() },
        .map("expm1", any) { $0.expm1() },
        .map("sin", any) { $0.sin() },
        .map("cos", any) { $0.cos() },
        .map("atan", any) { $0.atan() },
        .map("sinh", any) { $0.sinh() },
        .map("cosh", any) { $0.cosh() },
        .map("tanh", any) { $0.tanh() },
        .map("asinh", any) { $0.asinh() },
        .map("erf", any) { $0.erf() },
        .map("erfc", any) { $0.erfc() },
        .map("sigmoid", any) { $0.sigmoid() },
        .map("logSigmoid", any) { $0.logSigmoid() },
        .map("add number", any) { 2 + $0 + 3 },
        .map("sub number", any) { 2 - $0 - 3 },
        .map("mul number", any) { 2 * $0 * 3 },
        .map("to and back", any) { try $0.to(.float64) },
        .map("clone", any) { $0.clone() },
        .map("contiguous", any) { try $0.transpose(0, 1).contiguous() },
        .map("positive", any) { +$0 },
    ]

    private static let steep: [GradientCase] = [
        .map("sqrt", positive) { $0.sqrt() },
        .map("rsqrt", positive) { $0.rsqrt() },
        .map("reciprocal", positive) { $0.reciprocal() },
        .map("log", positive) { $0.log() },
        .map("log2", positive) { $0.log2() },
        .map("log10", positive) { $0.log10() },
        .map("log1p", positive) { $0.log1p() },
        .map("lgamma", positive) { $0.lgamma() },
        .map("digamma", positive) { $0.digamma() },
        .map("polygamma", positive) { try $0.polygamma(2) },
        .map("tan", inside) { $0.tan() },
        .map("asin", inside) { $0.asin() },
        .map("acos", inside) { $0.acos() },
        .map("atanh", inside) { $0.atanh() },
        .map("erfinv", inside) { $0.erfinv() },
        .map("acosh", above) { $0.acosh() },
        .map("number / x", positive) { 2 / $0 },
        .map("x / number", positive) { $0 / 2 },
        .map("pow number", positive) { $0.pow(2.5) },
        .map("pow integer", any) { $0.pow(3) },
        .map("pow zero", any) { $0.pow(0) },
        .map("number pow", any) { Tensor.pow(1.5, $0) },
    ]

    private static let ofPairs: [GradientCase] = [
        .pair("add", any, row) { try $0 + $1 },
        .pair("sub", column, any) { try $0 - $1 },
        .pair("mul", any, column) { try $0 * $1 },
        .pair("mul column row", column, row) { try $0 * $1 },
        .pair("div", any, row) { try $0 / $1 },
        .pair("div by column", row, column) { try $0 / $1 },
        .pair("pow", positive, row) { try $0.pow($1) },
        .pair("atan2", positive, row) { try $0.atan2($1) },
        .pair("hypot", positive, column) { try $0.hypot($1) },
        .pair("logaddexp", any, row) { try $0.logaddexp($1) },
        .pair("logaddexp2", any, row) { try $0.logaddexp2($1) },
        .pair("xlogy", any, row) { try $0.xlogy($1) },
        .pair("lerp number", any, row) { try $0.lerp($1, 0.3) },
        GradientCase("lerp", [any, row, column]) { [try $0[0].lerp($0[1], $0[2])] },
        GradientCase("addcmul", [any, row, column]) { [try $0[0].addcmul($0[1], $0[2], value: 0.5)] },
        GradientCase("addcdiv", [any, row, column]) { [try $0[0].addcdiv($0[1], $0[2], value: 0.5)] },
        .pair("alpha", any, row) { try $0.add($1, alpha: 2.5).sub($1, alpha: -3) },
        .map("used twice: x * x", any) { try $0 * $0 },
        .map("used twice: x / x", positive) { try $0 / $0 },
        .map("used twice: x ^ x", positive) { try $0.pow($0) },
        .map("used twice: x + x", any) { try $0 + $0 },
        .pair("a chain", positive, row) { try (($0.log() * $1).sin() + $0).exp() / $1 },
    ]

    private static let withKinks: [GradientCase] = [
        .map("abs", apart) { $0.abs() },
        .map("relu", apart) { $0.relu() },
        .map("sign", apart) { $0.sign() },
        .map("floor", apart) { $0.floor() },
        .map("ceil", apart) { $0.ceil() },
        .map("round", apart) { $0.round() },
        .map("round decimals", apart + 0.03) { $0.round(decimals: 1) },
        .map("trunc", apart) { $0.trunc() },
        .map("frac", apart) { $0.frac() },
        .map("clamp", apart) { $0.clamp(min: -1, max: 1) },
        .pair("clamp tensors", apart, row - 0.35) { try $0.clamp(max: $1) },
        .map("nanToNum", apart) { $0.nanToNum() },
        .pair("maximum", apart, row) { try $0.maximum($1) },
        .pair("minimum", apart, row) { try $0.minimum($1) },
        .pair("fmax", apart, column) { try $0.fmax($1) },
        .pair("fmin", apart, column) { try $0.fmin($1) },
        .pair("copysign", apart, row) { try $0.copysign($1) },
        .pair("remainder", apart, row) { try $0.remainder($1) },
        .pair("fmod", apart, row) { try $0.fmod($1) },
        .pair("where", apart, row) { try Tensor.where($0.detach() .> 0, $0, $1) },
        .pair("maskedFill", apart, sample([])) { try $0.maskedFill($0.detach() .> 0, $1) },
    ]
}
