import TernCore
import TernNN

/// Small networks as one writes them on a command line: `conv32 bn relu pool conv64 bn relu pool fc10`.
///
/// | word | layer |
/// |---|---|
/// | `conv32` | 3x3 convolution to 32 channels that keeps the size; `conv32x5` 5x5, `conv32s2` in steps of two |
/// | `bn` | batch normalisation |
/// | `relu` `gelu` `silu` `tanh` | activation |
/// | `pool` `avgpool` | largest value or mean of 2x2 pixels; `pool3` of 3x3 |
/// | `gap` | mean of all pixels |
/// | `drop0.2` | dropout |
/// | `fc10` | linear layer; the first flattens |
///
/// A convolution before `bn` has no bias, because the normalisation takes it away.
public enum NetworkText {
    /// The network that a text describes, with torch's initial weights from the default generator.
    ///
    /// - Parameters:
    ///   - text: words from the table above.
    ///   - input: an image's shape, [C, H, W], of less than 2^40 numbers.
    /// - Throws: `TensorError` for an unknown word, a layer that the image is too small for, or one of more than 2^36 numbers.
    public static func network(_ text: String, input: [Int]) throws -> Sequential {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard input.count == 3, input.allSatisfy({ $0 > 0 }), !words.isEmpty else {
            throw failure("a network needs words such as conv32 or fc10, and images [C, H, W]")
        }
        guard product(input, atMost: 1 << 40) else {
            throw failure("images of \(input.map(String.init).joined(separator: "x")) are too large")
        }
        var builder = Builder(channels: input[0], height: input[1], width: input[2])
        for (index, word) in words.enumerated() {
            try builder.add(word, beforeNorm: index + 1 < words.count && words[index + 1] == "bn")
        }
        return Sequential(builder.layers)
    }

    /// Whether the product of positive numbers is no larger than that.
    static func product(_ numbers: [Int], atMost limit: Int) -> Bool {
        var rest = limit
        for number in numbers { rest /= number }
        return rest > 0
    }

    static func failure(_ reason: String) -> TensorError {
        TensorError(
            .value, "NetworkText", reason,
            hint: "write for example: conv32 bn relu pool conv64 bn relu pool fc10")
    }
}

/// Makes layer after layer, knowing the shape that each one gets.
private struct Builder {
    var channels: Int
    var height: Int
    var width: Int
    var isFlat = false
    var layers: [any Module] = []

    mutating func add(_ word: String, beforeNorm: Bool) throws {
        let name = word.prefix { $0.isLetter }
        let rest = word.dropFirst(name.count)
        switch (String(name), rest.isEmpty) {
        case ("conv", false): try convolution(rest, word, bias: !beforeNorm)
        case ("bn", true):
            layers.append(isFlat ? BatchNorm1d(channels) : BatchNorm2d(channels))
        case ("relu", true): layers.append(ReLU())
        case ("gelu", true): layers.append(GELU())
        case ("silu", true): layers.append(SiLU())
        case ("tanh", true): layers.append(Tanh())
        case ("pool", _): try pool(rest, word) { MaxPool2d(kernelSize: $0) }
        case ("avgpool", _): try pool(rest, word) { AvgPool2d(kernelSize: $0) }
        case ("gap", true):
            try needImage(word)
            layers.append(AdaptiveAvgPool2d(outputSize: 1))
            (height, width) = (1, 1)
        case ("drop", false):
            guard let p = Double(rest), (0..<1).contains(p) else { throw unknown(word) }
            layers.append(Dropout(p: p))
        case ("fc", false):
            guard let outputs = Int(rest), (1...1 << 20).contains(outputs) else { throw unknown(word) }
            try limit(isFlat ? [channels, outputs] : [channels, height, width, outputs], word)
            if !isFlat { layers.append(Flatten()) }
            layers.append(Linear(isFlat ? channels : channels * height * width, outputs))
            (isFlat, channels) = (true, outputs)
        default: throw unknown(word)
        }
    }

    /// `32`, `32x5`, `32s2`, `32x5s2`
    private mutating func convolution(_ rest: Substring, _ word: String, bias: Bool) throws {
        try needImage(word)
        let steps = rest.split(separator: "s", omittingEmptySubsequences: false)
        let sizes = steps[0].split(separator: "x", omittingEmptySubsequences: false)
        let numbers = (sizes + steps.dropFirst()).map { Int($0) ?? 0 }
        guard sizes.count <= 2, steps.count <= 2, numbers.allSatisfy({ (1...1 << 16).contains($0) }) else {
            throw unknown(word)
        }
        let (outputs, kernel) = (numbers[0], sizes.count == 2 ? numbers[1] : 3)
        let stride = steps.count == 2 ? numbers[numbers.count - 1] : 1
        let padding = kernel / 2
        try limit([outputs, channels, kernel, kernel], word)
        layers.append(
            Conv2d(channels, outputs, kernelSize: kernel, stride: stride, padding: padding, bias: bias))
        channels = outputs
        height = (height + 2 * padding - kernel) / stride + 1
        width = (width + 2 * padding - kernel) / stride + 1
    }

    private mutating func pool(_ rest: Substring, _ word: String, _ layer: (Int) -> any Module) throws {
        try needImage(word)
        guard let size = rest.isEmpty ? 2 : Int(rest), size > 0 else { throw unknown(word) }
        guard size <= height, size <= width else {
            throw NetworkText.failure("'\(word)' (layer \(layers.count)) gets images of \(height)x\(width) only")
        }
        layers.append(layer(size))
        (height, width) = (height / size, width / size)
    }

    /// Refuses weights that no memory holds.
    private func limit(_ shape: [Int], _ word: String) throws {
        guard NetworkText.product(shape, atMost: 1 << 36) else {
            throw NetworkText.failure("'\(word)' (layer \(layers.count)) would have more than 2^36 weights")
        }
    }

    private func needImage(_ word: String) throws {
        if isFlat { throw NetworkText.failure("'\(word)' needs an image, but stands behind fc") }
    }

    private func unknown(_ word: String) -> TensorError { NetworkText.failure("'\(word)' is no layer") }
}
