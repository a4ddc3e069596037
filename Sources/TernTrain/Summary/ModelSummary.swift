import Foundation
import TernCore
import TernNN

/// A network's layers with their output shapes and parameters, and what a run costs: `print` shows it as torchinfo does.
///
/// ```swift
/// print(try ModelSummary(resnet18(), inputSize: [1, 3, 224, 224]))
/// ```
///
/// - Source: `torchinfo.summary` 1.8.
public struct ModelSummary {
    /// How many numbers the parameters are.
    public let totalParameters: Int
    /// How many of them learn.
    public let trainableParameters: Int
    /// Multiplications with a following addition in a run.
    public let multiplyAdds: Int
    /// The bytes of the input.
    public let inputBytes: Int
    /// The bytes of the outputs of all layers with parameters, twice: a run forward and one backward.
    public let passBytes: Int
    /// The bytes of the parameters.
    public let parameterBytes: Int

    private let layers: [LayerSummary]
    private let depth: Int

    /// Runs the network once, in evaluation mode and unrecorded, on zeros.
    ///
    /// - Parameters:
    ///   - model: the network.
    ///   - inputSize: the input's shape, the batch included.
    ///   - depth: how deep the layers shown lie at most. Default 3.
    /// - Throws: what the network throws for such an input.
    public init(_ model: any Module, inputSize: [Int], depth: Int = 3) throws {
        let input = try Tensor.zeros(inputSize).validated()
        var outputs: [ObjectIdentifier: Tensor] = [:]
        try evaluating(model) {
            try noGrad {
                try observing(model) { module, output in
                    outputs[ObjectIdentifier(module)] = output
                } during: {
                    outputs[ObjectIdentifier(model)] = try model(input)
                }
            }
        }
        var layers: [LayerSummary] = []
        var numbers: [Int: Int] = [:]
        func visit(_ module: any Module, _ name: String, _ depth: Int, _ isLast: Bool, _ ancestors: [Bool]) {
            numbers[depth, default: 0] += 1
            let output = outputs[ObjectIdentifier(module)]
            layers.append(
                LayerSummary(
                    module: module, name: name, depth: depth, number: numbers[depth] ?? 1, isLast: isLast,
                    ancestorsAreLast: ancestors, outputShape: output?.shape,
                    outputBytes: output.map { $0.count * $0.dtype.itemSize } ?? 0))
            let children = module.namedChildren
            for (index, child) in children.enumerated() {
                visit(
                    child.module, child.name, depth + 1, index == children.count - 1,
                    depth == 0 ? [] : ancestors + [isLast])
            }
        }
        visit(model, "", 0, true, [])
        self.layers = layers
        self.depth = depth
        let leaves = layers.filter(\.isLeaf)
        let parameters = model.parameters
        totalParameters = parameters.map(\.count).reduce(0, +)
        trainableParameters = parameters.filter(\.requiresGrad).map(\.count).reduce(0, +)
        multiplyAdds = leaves.map(\.multiplyAdds).reduce(0, +)
        inputBytes = input.count * input.dtype.itemSize
        passBytes = 2 * leaves.filter { $0.parameterCount > 0 }.map(\.outputBytes).reduce(0, +)
        parameterBytes = parameters.map { $0.count * $0.dtype.itemSize }.reduce(0, +)
    }
}

extension ModelSummary: CustomStringConvertible {
    /// Torchinfo's table.
    public var description: String {
        let shown = layers.filter { $0.depth <= depth }
        let rows = shown.map { ($0.label, $0.outputShape.map { "\($0)" } ?? "--", parameterText($0)) }
        let header = ("Layer (type (var_name):depth-idx)", "Output Shape", "Param #")
        let widths = (rows + [header]).reduce((0, 0, 0)) { widths, row in
            (max(widths.0, row.0.count), max(widths.1, row.1.count), max(widths.2, row.2.count))
        }
        let line = String(repeating: "=", count: widths.0 + widths.1 + widths.2 + 8)
        func text(_ row: (String, String, String)) -> String {
            row.0.padded(to: widths.0 + 4) + row.1.padded(to: widths.1 + 4) + row.2
        }
        let scale: [(String, Double)] = [("G", 1e9), ("M", 1e6), ("K", 1e3)]
        let unit = scale.first { Double(multiplyAdds) >= $0.1 } ?? ("", 1)
        let label = unit.0.isEmpty ? "" : " (\(unit.0))"
        let totals = [
            "Total params: \(grouped(totalParameters))", "Trainable params: \(grouped(trainableParameters))",
            "Non-trainable params: \(grouped(totalParameters - trainableParameters))",
            "Total mult-adds\(label): \(fixed(Double(multiplyAdds) / unit.1, unit.0.isEmpty ? 0 : 2))",
        ]
        let sizes = [("Input", inputBytes), ("Forward/backward pass", passBytes), ("Params", parameterBytes)]
        let memory =
            sizes.map { "\($0.0) size (MB): \(megabytes($0.1))" }
            + ["Estimated Total Size (MB): \(megabytes(inputBytes + passBytes + parameterBytes))"]
        return ([line, text(header), line] + rows.map(text) + [line] + totals + [line] + memory + [line])
            .joined(separator: "\n")
    }

    private func megabytes(_ bytes: Int) -> String { fixed(Double(bytes) / 1e6, 2) }

    /// Its own parameters; those of all inside where the table doesn't show them.
    private func parameterText(_ layer: LayerSummary) -> String {
        let count =
            layer.depth == depth ? layer.module.parameters.map(\.count).reduce(0, +) : layer.parameterCount
        return count == 0 ? "--" : grouped(count)
    }
}

extension LayerSummary {
    /// `│    └─Conv2d (conv1): 2-1`
    fileprivate var label: String {
        let type = "\(type(of: module))"
        guard depth > 0 else { return type }
        let bars = ancestorsAreLast.map { $0 ? "     " : "│    " }.joined()
        return "\(bars)\(isLast ? "└─" : "├─")\(type) (\(name)): \(depth)-\(number)"
    }
}

/// 1234567 as 1,234,567.
private func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in "\(number)".reversed().enumerated() {
        if index > 0, index % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return String(text.reversed())
}
