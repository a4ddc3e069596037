// swift-format-ignore-file
// Written from the cells' own sources by `TERN_RECORD=1 swift test --filter NotebookSource`, which otherwise checks it.

extension NotebookRun {
    /// The text of each cell, by its name: what the page shows as its code.
    package static let cellTexts: [String: String] = [
        "1": #"""
            print(CUDA.isAvailable)
            """#,
        "1a": #"""
            print(CUDA.unavailableReason ?? "\(CUDA.deviceCount) GPU")
            """#,
        "2": #"""
            let conv2d = Conv2d(3, 6, kernelSize: 3, stride: 1, padding: 0)
            let randInput = Tensor.randn([1, 3, 32, 32])
            print(randInput)
            let output = try conv2d(randInput)
            print(output)
            print("shape of output:\(output.shape)")
            """#,
        "2a": #"""
            let image = try Tensor.arange(1, 17, dtype: .float32).reshape([1, 4, 4])
            let filter = Tensor([[[[1, 2], [3, 4]]]], dtype: .float32)
            print(image)
            print(try F.conv2d(image, filter))
            """#,
        "2b": #"""
            let ones = Tensor.ones([2, 2])
            let rgb = try Tensor.stack([ones, ones * 10, ones * 100])
            print(rgb.shape)
            print(try F.conv2d(rgb, .ones([1, 3, 1, 1])))
            """#,
        "2c": #"""
            print(conv2d)
            for (name, parameter) in conv2d.namedParameters {
                print(name, parameter.shape, parameter.count)
            }
            """#,
        "2d": #"""
            print(try F.conv2d(rgb, .ones([3, 1, 1, 1]), groups: 3))
            for groups in [1, 2, 4] {
                let conv = Conv2d(4, 8, kernelSize: 3, groups: groups)
                print("groups", groups, "weight", conv.weight.shape)
            }
            print(Conv2d(3, 6, kernelSize: 3, groups: 2))
            """#,
        "2e": #"""
            let digits = Tensor([[[[100, 10, 1]]]], dtype: .float32)
            let row = Tensor([[[1, 2, 3, 4, 5, 6, 7]]], dtype: .float32)
            for dilation in [1, 2, 3] {
                let picked = try F.conv2d(row, digits, dilation: [1, dilation])
                print("dilation", dilation, try picked.array(of: Int.self))
            }
            """#,
        "2f": #"""
            for mode in PaddingMode.all {
                let conv = Conv2d(
                    1, 1, kernelSize: [1, 3], padding: [0, 1], bias: false, paddingMode: mode)
                conv.weight.tensor = digits
                print(mode.rawValue, try conv(row).array(of: Int.self))
            }
            """#,
        "2g": #"""
            for (kernel, stride, padding) in [(3, 1, 1), (5, 1, 2), (3, 2, 1), (6, 4, 0)] {
                let conv = Conv2d(3, 6, kernelSize: kernel, stride: stride, padding: padding)
                let size = (32 + 2 * padding - (kernel - 1) - 1) / stride + 1
                print("kernel", kernel, "stride", stride, "padding", padding, "formula", size)
                print("  layer", try conv(randInput).shape)
            }
            """#,
        "2h": #"""
            let plain = try F.conv2d(image, filter)
            let shifted = try F.conv2d(image, filter, Tensor([0.5]))
            print(try shifted.sub(plain))
            """#,
        "3": #"""
            let maxPooling = MaxPool2d(kernelSize: 2, stride: 2)
            let pooled = try maxPooling(randInput)
            print(pooled)
            print(pooled.shape)
            print(randInput.shape)
            """#,
        "3a": #"""
            let image = Tensor([[[1, 8, 2, 0], [3, 4, 9, 1]]], dtype: .float32)
            let (largest, place) = try MaxPool2d(kernelSize: 2).forwardWithIndices(image)
            print(image)
            print(largest)
            print(place)
            """#,
        "3b": #"""
            let spot = Tensor([[[0, 0, 0, 0], [0, 9, 0, 0]]], dtype: .float32)
            let moved = Tensor([[[9, 0, 0, 0], [0, 0, 0, 0]]], dtype: .float32)
            print(try MaxPool2d(kernelSize: 2)(spot))
            print(try MaxPool2d(kernelSize: 2)(moved))
            """#,
        "3c": #"""
            let five = Tensor([[[1, 2, 3, 4, 5]]], dtype: .float32)
            print(try MaxPool2d(kernelSize: [1, 2])(five))
            print(try MaxPool2d(kernelSize: [1, 2], ceilMode: true)(five))
            print(try MaxPool2d(kernelSize: [1, 2], stride: 1)(five))
            """#,
        "3d": #"""
            let negative = Tensor([[[-5, -3, -4]]], dtype: .float32)
            print(try MaxPool2d(kernelSize: [1, 2], padding: [0, 1])(negative))
            """#,
        "3e": #"""
            let equal = Tensor.full([1, 2, 2], 7.0, requiresGrad: true)
            let (winner, position) = try MaxPool2d(kernelSize: 2).forwardWithIndices(equal)
            try winner.sum().backward()
            print(position)
            if let gradient = equal.grad { print(gradient) }
            """#,
        "4": #"""
            let batchNorm = BatchNorm2d(3)
            let inputData = Tensor.randn([4, 3, 5, 5])
            let outputData = try batchNorm(inputData)
            print("输入数据:\n", inputData)
            print("\n输出数据:\n", outputData)
            """#,
        "4a": #"""
            for (name, tensor) in batchNorm.stateDict {
                print(name, tensor.shape)
            }
            """#,
        "4b": #"""
            let pair = Tensor([[[[1]]], [[[3]]]], dtype: .float32)
            print(pair.shape, try BatchNorm2d(1)(pair).array(of: Float.self))
            """#,
        "4c": #"""
            let scaled = BatchNorm2d(1)
            scaled.weight?.tensor = Tensor([10.0])
            scaled.bias?.tensor = Tensor([100.0])
            print(try scaled(pair).array(of: Float.self))
            """#,
        "4d": #"""
            print(try BatchNorm2d(1)(pair + 100).array(of: Float.self))
            """#,
        "4e": #"""
            let norm = BatchNorm2d(1)
            let batch = Tensor([[[[8]]], [[[12]]]], dtype: .float32)
            print("start ", norm.namedBuffers.map(\.buffer))
            for step in 1...3 {
                _ = try norm(batch)
                print("step \(step)", norm.namedBuffers.map(\.buffer))
            }
            """#,
        "4f": #"""
            print("train", try norm(batch).array(of: Float.self))
            norm.eval()
            print("eval ", try norm(batch).array(of: Float.self))
            print("after", norm.namedBuffers.map(\.buffer))
            """#,
        "4g": #"""
            let single = Tensor.ones([1, 1, 1, 1])
            print("eval ", try norm(single).array(of: Float.self))
            norm.train()
            do {
                print("train", try norm(single).array(of: Float.self))
            } catch {
                print(error)
            }
            """#,
    ]
}
