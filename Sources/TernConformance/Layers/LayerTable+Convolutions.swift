import Tern

extension LayerTable {
    static let convolutions: [String: LayerMaker] = [
        "Conv1d": LayerMaker {
            Conv1d(
                $0.int("in_channels"), $0.int("out_channels"), kernelSize: $0.size("kernel_size"),
                stride: $0.size("stride", 1), padding: $0.padding, dilation: $0.size("dilation", 1),
                groups: $0.int("groups", 1), bias: $0.flag("bias", true), paddingMode: $0.paddingMode)
        },
        "Conv2d": LayerMaker {
            Conv2d(
                $0.int("in_channels"), $0.int("out_channels"), kernelSize: $0.size("kernel_size"),
                stride: $0.size("stride", 1), padding: $0.padding, dilation: $0.size("dilation", 1),
                groups: $0.int("groups", 1), bias: $0.flag("bias", true), paddingMode: $0.paddingMode)
        },
        "Conv3d": LayerMaker {
            Conv3d(
                $0.int("in_channels"), $0.int("out_channels"), kernelSize: $0.size("kernel_size"),
                stride: $0.size("stride", 1), padding: $0.padding, dilation: $0.size("dilation", 1),
                groups: $0.int("groups", 1), bias: $0.flag("bias", true), paddingMode: $0.paddingMode)
        },
        "ConvTranspose1d": LayerMaker {
            ConvTranspose1d(
                $0.int("in_channels"), $0.int("out_channels"), kernelSize: $0.size("kernel_size"),
                stride: $0.size("stride", 1), padding: $0.size("padding"), outputPadding: $0.size("output_padding"),
                groups: $0.int("groups", 1), bias: $0.flag("bias", true), dilation: $0.size("dilation", 1),
                paddingMode: $0.paddingMode)
        },
        "ConvTranspose2d": LayerMaker {
            ConvTranspose2d(
                $0.int("in_channels"), $0.int("out_channels"), kernelSize: $0.size("kernel_size"),
                stride: $0.size("stride", 1), padding: $0.size("padding"), outputPadding: $0.size("output_padding"),
                groups: $0.int("groups", 1), bias: $0.flag("bias", true), dilation: $0.size("dilation", 1),
                paddingMode: $0.paddingMode)
        },
        "ConvTranspose3d": LayerMaker {
            ConvTranspose3d(
                $0.int("in_channels"), $0.int("out_channels"), kernelSize: $0.size("kernel_size"),
                stride: $0.size("stride", 1), padding: $0.size("padding"), outputPadding: $0.size("output_padding"),
                groups: $0.int("groups", 1), bias: $0.flag("bias", true), dilation: $0.size("dilation", 1),
                paddingMode: $0.paddingMode)
        },
    ]
}

extension LayerArguments {
    fileprivate var padding: Padding {
        let name = string("padding", "")
        return name.isEmpty ? .size(size("padding")) : .rule(name)
    }

    fileprivate var paddingMode: PaddingMode { PaddingMode(rawValue: string("padding_mode", "zeros")) }
}
