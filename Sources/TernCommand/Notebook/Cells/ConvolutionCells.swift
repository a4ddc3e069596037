import Tern

extension NotebookRun {
    func convolution() throws -> Tensor {
        cell(2)
        let conv2d = Conv2d(3, 6, kernelSize: 3, stride: 1, padding: 0)
        let randInput = Tensor.randn([1, 3, 32, 32])
        print(randInput)
        let output = try conv2d(randInput)
        print(output)
        print("shape of output:\(output.shape)")

        cell(2, "a")
        let image = try Tensor.arange(1, 17, dtype: .float32).reshape([1, 4, 4])
        let filter = Tensor([[[[1, 2], [3, 4]]]], dtype: .float32)
        print(image)
        print(try F.conv2d(image, filter))

        cell(2, "b")
        let ones = Tensor.ones([2, 2])
        let rgb = try Tensor.stack([ones, ones * 10, ones * 100])
        print(rgb.shape)
        print(try F.conv2d(rgb, .ones([1, 3, 1, 1])))

        cell(2, "c")
        print(conv2d)
        for (name, parameter) in conv2d.namedParameters {
            print(name, parameter.shape, parameter.count)
        }

        cell(2, "d")
        print(try F.conv2d(rgb, .ones([3, 1, 1, 1]), groups: 3))
        for groups in [1, 2, 4] {
            let conv = Conv2d(4, 8, kernelSize: 3, groups: groups)
            print("groups", groups, "weight", conv.weight.shape)
        }
        print(Conv2d(3, 6, kernelSize: 3, groups: 2))

        cell(2, "e")
        let digits = Tensor([[[[100, 10, 1]]]], dtype: .float32)
        let row = Tensor([[[1, 2, 3, 4, 5, 6, 7]]], dtype: .float32)
        for dilation in [1, 2, 3] {
            let picked = try F.conv2d(row, digits, dilation: [1, dilation])
            print("dilation", dilation, try picked.array(of: Int.self))
        }

        cell(2, "f")
        for mode in PaddingMode.all {
            let conv = Conv2d(
                1, 1, kernelSize: [1, 3], padding: [0, 1], bias: false, paddingMode: mode)
            conv.weight.tensor = digits
            print(mode.rawValue, try conv(row).array(of: Int.self))
        }

        cell(2, "g")
        for (kernel, stride, padding) in [(3, 1, 1), (5, 1, 2), (3, 2, 1), (6, 4, 0)] {
            let conv = Conv2d(3, 6, kernelSize: kernel, stride: stride, padding: padding)
            let size = (32 + 2 * padding - (kernel - 1) - 1) / stride + 1
            print("kernel", kernel, "stride", stride, "padding", padding, "formula", size)
            print("  layer", try conv(randInput).shape)
        }

        cell(2, "h")
        let plain = try F.conv2d(image, filter)
        let shifted = try F.conv2d(image, filter, Tensor([0.5]))
        print(try shifted.sub(plain))

        return randInput
    }
}
