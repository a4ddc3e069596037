import Tern

extension NotebookRun {
    func pooling(_ randInput: Tensor) throws {
        cell(3)
        let maxPooling = MaxPool2d(kernelSize: 2, stride: 2)
        let pooled = try maxPooling(randInput)
        print(pooled)
        print(pooled.shape)
        print(randInput.shape)

        cell(3, "a")
        let image = Tensor([[[1, 8, 2, 0], [3, 4, 9, 1]]], dtype: .float32)
        let (largest, place) = try MaxPool2d(kernelSize: 2).forwardWithIndices(image)
        print(image)
        print(largest)
        print(place)

        cell(3, "b")
        let spot = Tensor([[[0, 0, 0, 0], [0, 9, 0, 0]]], dtype: .float32)
        let moved = Tensor([[[9, 0, 0, 0], [0, 0, 0, 0]]], dtype: .float32)
        print(try MaxPool2d(kernelSize: 2)(spot))
        print(try MaxPool2d(kernelSize: 2)(moved))

        cell(3, "c")
        let five = Tensor([[[1, 2, 3, 4, 5]]], dtype: .float32)
        print(try MaxPool2d(kernelSize: [1, 2])(five))
        print(try MaxPool2d(kernelSize: [1, 2], ceilMode: true)(five))
        print(try MaxPool2d(kernelSize: [1, 2], stride: 1)(five))

        cell(3, "d")
        let negative = Tensor([[[-5, -3, -4]]], dtype: .float32)
        print(try MaxPool2d(kernelSize: [1, 2], padding: [0, 1])(negative))

        cell(3, "e")
        let equal = Tensor.full([1, 2, 2], 7.0, requiresGrad: true)
        let (winner, position) = try MaxPool2d(kernelSize: 2).forwardWithIndices(equal)
        try winner.sum().backward()
        print(position)
        if let gradient = equal.grad { print(gradient) }
    }
}
