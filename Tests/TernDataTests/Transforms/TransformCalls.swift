import Tern

extension TransformCase {
    /// Tern's answer.
    func run(_ x: Tensor) throws -> Tensor {
        guard op.first?.isUppercase == true || op == "chain" else { return try function(x) }
        let transform = try randomTransform()
        return try transform(x)
    }

    private var paddingMode: Transforms.PaddingMode {
        args.word("padding_mode").flatMap { Transforms.PaddingMode(rawValue: $0) } ?? .constant
    }

    private func function(_ x: Tensor) throws -> Tensor {
        switch op {
        case "resize":
            return try Transforms.resize(
                x, args.ints("size"), interpolation: args.interpolation ?? .bilinear,
                maxSize: args.list("max_size").map { Int($0[0]) }, antialias: args.flag("antialias", true))
        case "center_crop": return try Transforms.centerCrop(x, args.ints("output_size"))
        case "crop":
            return try Transforms.crop(
                x, top: Int(args.number("top")), left: Int(args.number("left")), height: Int(args.number("height")),
                width: Int(args.number("width")))
        case "pad": return try Transforms.pad(x, args.ints("padding"), fill: args.number("fill"), mode: paddingMode)
        case "horizontal_flip": return try Transforms.horizontalFlip(x)
        case "vertical_flip": return try Transforms.verticalFlip(x)
        case "normalize": return try Transforms.normalize(x, mean: args.list("mean") ?? [], std: args.list("std") ?? [])
        case "to_dtype":
            guard let dtype = args.word("dtype").flatMap({ DType(name: $0) }) else { throw UnknownCall(name: op) }
            return try Transforms.toDtype(x, dtype, scale: args.flag("scale", false))
        case "rgb_to_grayscale":
            return try Transforms.grayscale(x, outputChannels: Int(args.number("num_output_channels", 1)))
        case "adjust_brightness": return try Transforms.adjustBrightness(x, args.number("brightness_factor"))
        case "adjust_contrast": return try Transforms.adjustContrast(x, args.number("contrast_factor"))
        case "adjust_saturation": return try Transforms.adjustSaturation(x, args.number("saturation_factor"))
        case "adjust_hue": return try Transforms.adjustHue(x, args.number("hue_factor"))
        case "affine":
            return try Transforms.affine(
                x, angle: args.number("angle"), translate: args.pair("translate") ?? (0, 0),
                scale: args.number("scale"),
                shear: args.pair("shear") ?? (0, 0), interpolation: args.interpolation ?? .nearest,
                fill: args.list("fill"), center: args.pair("center"))
        case "rotate":
            return try Transforms.rotate(
                x, angle: args.number("angle"), interpolation: args.interpolation ?? .nearest,
                expand: args.flag("expand", false), center: args.pair("center"), fill: args.list("fill"))
        default: throw UnknownCall(name: op)
        }
    }

    private func randomTransform() throws -> any Transform {
        switch op {
        case "RandomCrop":
            return Transforms.RandomCrop(
                args.ints("size"), padding: args.list("padding").map { $0.map { Int($0) } },
                padIfNeeded: args.flag("pad_if_needed", false), fill: args.number("fill"), paddingMode: paddingMode)
        case "RandomResizedCrop":
            return Transforms.RandomResizedCrop(
                args.ints("size"), scale: args.range("scale") ?? 0.08...1,
                ratio: args.range("ratio") ?? 3.0 / 4...4.0 / 3,
                interpolation: args.interpolation ?? .bilinear)
        case "RandomHorizontalFlip": return Transforms.RandomHorizontalFlip(p: args.number("p", 0.5))
        case "RandomVerticalFlip": return Transforms.RandomVerticalFlip(p: args.number("p", 0.5))
        case "RandomGrayscale": return Transforms.RandomGrayscale(p: args.number("p", 0.1))
        case "RandomErasing":
            return try Transforms.RandomErasing(
                p: args.number("p", 0.5), scale: args.range("scale") ?? 0.02...0.33,
                ratio: args.range("ratio") ?? 0.3...3.3,
                value: args.word("value") == "random" ? .random : .constant(args.list("value") ?? [0]))
        case "RandomAffine":
            return try Transforms.RandomAffine(
                degrees: args.range("degrees") ?? 0...0, translate: args.pair("translate"), scale: args.range("scale"),
                shear: args.range("shear"), verticalShear: args.range("shear", 2),
                interpolation: args.interpolation ?? .nearest, fill: args.list("fill") ?? [0])
        case "RandomRotation":
            return Transforms.RandomRotation(
                degrees: args.range("degrees") ?? 0...0, interpolation: args.interpolation ?? .nearest,
                expand: args.flag("expand", false))
        case "ColorJitter":
            return try Transforms.ColorJitter(
                brightness: amount("brightness"), contrast: amount("contrast"), saturation: amount("saturation"),
                hue: amount("hue"))
        case "chain": return try chain()
        default: throw UnknownCall(name: op)
        }
    }

    private func amount(_ name: String) -> Transforms.ColorJitter.Amount? {
        args.list(name).map { $0.count == 2 ? .range($0[0], $0[1]) : .around($0[0]) }
    }

    private func chain() throws -> any Transform {
        let parts: [any Transform] = [Transforms.RandomHorizontalFlip(p: 1), Transforms.Grayscale(outputChannels: 3)]
        switch args.word("kind") {
        case "compose": return try Transforms.Compose(parts)
        case "apply": return try Transforms.RandomApply(parts, p: args.number("p"))
        default: return try Transforms.RandomChoice(parts, p: args.list("p"))
        }
    }
}

struct UnknownCall: Error {
    let name: String
}
