import Tern

/// The networks that have a name on the command line.
enum NamedNetworks {
    /// Small ones, as layers before the last, which gives the classes' scores.
    static let texts: KeyValuePairs = [
        "digits": "conv32 bn relu conv32 bn relu pool conv64 bn relu conv64 bn relu pool drop0.2",
        "fashion": "conv32 bn relu pool conv64 bn relu pool drop0.25 fc256 relu drop0.25",
        "lenet": "conv6x5 tanh avgpool conv16x5 tanh avgpool fc120 tanh fc84 tanh",
        "mlp": "fc256 relu",
        "linear": "",
    ]

    /// The network of that name, or of these layers.
    ///
    /// - Parameters:
    ///   - name: a name, or layers such as `conv32 bn relu pool fc10`.
    ///   - input: an image's shape, [C, H, W]. Torchvision's networks want three channels.
    ///   - classes: how many scores a network with a name gives. Default as it is known.
    /// - Throws: `TensorError` for layers that don't fit.
    static func network(_ name: String, input: [Int], classes: Int? = nil) throws -> any Module {
        if let network = torchvision(name, classes ?? 1000) {
            guard input[0] == 3 else {
                throw TensorError(
                    .value, "network", "\(name) is for images of 3 channels, these have \(input[0])")
            }
            return network
        }
        guard let text = texts.first(where: { $0.key == name })?.value else {
            return try NetworkText.network(name, input: input)
        }
        return try NetworkText.network("\(text) fc\(classes ?? 10)", input: input)
    }

    private static func torchvision(_ name: String, _ classes: Int) -> (any Module)? {
        large.first { $0.key == name }?.value(classes)
    }

    /// Torchvision's, for images of three channels.
    private static let large: KeyValuePairs<String, @Sendable (Int) -> any Module> = [
        "resnet18": { resnet18(numClasses: $0) }, "resnet34": { resnet34(numClasses: $0) },
        "resnet50": { resnet50(numClasses: $0) }, "resnet101": { resnet101(numClasses: $0) },
        "resnet152": { resnet152(numClasses: $0) }, "mobilenet_v2": { MobileNetV2(numClasses: $0) },
    ]

    /// For an argument's help: all names.
    static var help: String { (texts.map(\.key) + large.map(\.key)).joined(separator: ", ") }

    /// The image shape that a network is shown with when none is asked for.
    static func defaultInput(_ name: String) -> [Int] {
        if name == "digits" { return [1, 8, 8] }
        return name.hasPrefix("resnet") || name.hasPrefix("mobilenet") ? [3, 224, 224] : [1, 28, 28]
    }
}
