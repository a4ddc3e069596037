import Tern

extension NotebookRun {
    func normalization() throws {
        cell(4)
        let batchNorm = BatchNorm2d(3)
        let inputData = Tensor.randn([4, 3, 5, 5])
        let outputData = try batchNorm(inputData)
        print("输入数据:\n", inputData)
        print("\n输出数据:\n", outputData)

        cell(4, "a")
        for (name, tensor) in batchNorm.stateDict {
            print(name, tensor.shape)
        }

        cell(4, "b")
        let pair = Tensor([[[[1]]], [[[3]]]], dtype: .float32)
        print(pair.shape, try BatchNorm2d(1)(pair).array(of: Float.self))

        cell(4, "c")
        let scaled = BatchNorm2d(1)
        scaled.weight?.tensor = Tensor([10.0])
        scaled.bias?.tensor = Tensor([100.0])
        print(try scaled(pair).array(of: Float.self))

        cell(4, "d")
        print(try BatchNorm2d(1)(pair + 100).array(of: Float.self))

        cell(4, "e")
        let norm = BatchNorm2d(1)
        let batch = Tensor([[[[8]]], [[[12]]]], dtype: .float32)
        print("start ", norm.namedBuffers.map(\.buffer))
        for step in 1...3 {
            _ = try norm(batch)
            print("step \(step)", norm.namedBuffers.map(\.buffer))
        }

        cell(4, "f")
        print("train", try norm(batch).array(of: Float.self))
        norm.eval()
        print("eval ", try norm(batch).array(of: Float.self))
        print("after", norm.namedBuffers.map(\.buffer))

        cell(4, "g")
        let single = Tensor.ones([1, 1, 1, 1])
        print("eval ", try norm(single).array(of: Float.self))
        norm.train()
        do {
            print("train", try norm(single).array(of: Float.self))
        } catch {
            print(error)
        }
    }
}
