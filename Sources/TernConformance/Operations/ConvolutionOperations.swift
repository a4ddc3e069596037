import Tern

extension Operations {
    static let convolutions: [String: Operation] = [
        "conv1d": { call in
            let a = try ConvolutionCall(call)
            return [
                try F.conv1d(
                    a.x, a.weight, a.bias, stride: a.stride, padding: a.padding, dilation: a.dilation, groups: a.groups)
            ]
        },
        "conv2d": { call in
            let a = try ConvolutionCall(call)
            return [
                try F.conv2d(
                    a.x, a.weight, a.bias, stride: a.stride, padding: a.padding, dilation: a.dilation, groups: a.groups)
            ]
        },
        "conv3d": { call in
            let a = try ConvolutionCall(call)
            return [
                try F.conv3d(
                    a.x, a.weight, a.bias, stride: a.stride, padding: a.padding, dilation: a.dilation, groups: a.groups)
            ]
        },
        "conv_transpose1d": { call in
            let a = try ConvolutionCall(call)
            return [
                try F.convTranspose1d(
                    a.x, a.weight, a.bias, stride: a.stride, padding: a.cut, outputPadding: a.outputPadding,
                    groups: a.groups, dilation: a.dilation)
            ]
        },
        "conv_transpose2d": { call in
            let a = try ConvolutionCall(call)
            return [
                try F.convTranspose2d(
                    a.x, a.weight, a.bias, stride: a.stride, padding: a.cut, outputPadding: a.outputPadding,
                    groups: a.groups, dilation: a.dilation)
            ]
        },
        "conv_transpose3d": { call in
            let a = try ConvolutionCall(call)
            return [
                try F.convTranspose3d(
                    a.x, a.weight, a.bias, stride: a.stride, padding: a.cut, outputPadding: a.outputPadding,
                    groups: a.groups, dilation: a.dilation)
            ]
        },
    ]
}

/// The arguments that all convolutions share.
private struct ConvolutionCall {
    let x: Tensor
    let weight: Tensor
    let bias: Tensor?
    let stride: Size
    let padding: Padding
    let cut: Size
    let outputPadding: Size
    let dilation: Size
    let groups: Int

    init(_ call: Call) throws {
        x = try call.input
        weight = try call.tensor("weight")
        bias = call.optionalTensor("bias")
        stride = call.optionalSize("stride") ?? .all(1)
        cut = call.optionalSize("padding") ?? .all(0)
        padding = call.argument("padding")?.string.map(Padding.rule) ?? .size(cut)
        outputPadding = call.optionalSize("output_padding") ?? .all(0)
        dilation = call.optionalSize("dilation") ?? .all(1)
        groups = call.optionalInt("groups") ?? 1
    }
}
