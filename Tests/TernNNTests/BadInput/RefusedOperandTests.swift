import Tern
import Testing

/// Operands that torch refuses, and NaN where it counts for nothing.
@Suite struct RefusedOperandTests {
    private func expect(_ words: String, _ call: () throws -> Any, _ line: Int = #line) {
        #expect("line \(line)") { _ = try call() } throws: { error in
            let message = (error as? TensorError)?.message
            if message?.contains(words) != true { print("line \(line): \(message ?? "\(error)")") }
            return message?.contains(words) == true
        }
    }

    @Test func probabilitiesThatAreNone() {
        expect("all elements of input should be between 0 and 1") {
            try F.binaryCrossEntropy(Tensor([Double.nan]), Tensor([1.0]))
        }
        expect("all elements of target should be between 0 and 1") {
            try F.binaryCrossEntropy(Tensor([0.5]), Tensor([Double.nan]))
        }
    }

    @Test(arguments: [DType.int64, .float16, .bfloat16, .bool]) func marginsOfOtherTypes(_ dtype: DType) {
        let x = Tensor.ones([2, 3], dtype: dtype)
        expect("\"multilabel_margin_loss_forward_out_frame\" not implemented for") {
            try F.multilabelMarginLoss(x, .zeros([2, 3], dtype: .int64))
        }
        expect("\"multi_margin_loss_cpu_kernel\" not implemented for") {
            try F.multiMarginLoss(x, .zeros([2], dtype: .int64))
        }
    }

    @Test func comparedWithNaNNothingIsLarger() throws {
        let (first, second) = (Tensor([[Double.nan, 1, 2]]), Tensor([[1.0, .nan, 2]]))
        #expect(try F.multiMarginLoss(first, Tensor([0])).item() == 0)
        #expect(try F.multiMarginLoss(second, Tensor([0]), p: 2).item() == Double(Float(4.0 / 3)))
        #expect(try F.multilabelMarginLoss(first, Tensor([[0, -1, 0]])).item() == 0)
        #expect(try F.multilabelMarginLoss(second, Tensor([[0, -1, 0]])).item() == Double(Float(2.0 / 3)))
    }

    @Test func typesThatDiffer() throws {
        let (x, wide) = (Tensor.ones([2, 3]), Tensor.ones([5], dtype: .float64))
        expect("All tensors must have the same dtype, got input1: float, input2: float, weight: float, bias: double") {
            try F.bilinear(x, .ones([2, 4]), .ones([5, 3, 4]), wide)
        }
        expect("result type Float can't be cast to the desired output type long int") {
            try F.gaussianNLLLoss(x, x, .ones([2, 3], dtype: .int64))
        }
        expect("gather(): Expected dtype int32/int64 for index") {
            try F.crossEntropy(x, .zeros([2], dtype: .uint8), weight: .ones([3]), labelSmoothing: 0.1)
        }
        let leaf = Tensor.ones([3], requiresGrad: true)
        let loss = try F.huberLoss(leaf, .ones([3], dtype: .float64))
        #expect(loss.dtype == .float64)
        expect("Found dtype Double but expected Float") { try loss.backward() }
        try F.smoothL1Loss(leaf, .ones([3], dtype: .float64)).backward()
        #expect(leaf.grad?.dtype == .float32)
    }

    @Test func shapesThatDiffer() {
        let x = Tensor.ones([2, 3])
        expect("output with shape [2, 3] doesn't match the broadcast shape [1, 2, 3]") {
            try F.binaryCrossEntropyWithLogits(x, x, weight: .ones([1, 2, 3]))
        }
        expect("output with shape [2, 3] doesn't match the broadcast shape [1, 2, 3]") {
            try F.binaryCrossEntropyWithLogits(x, x, posWeight: .ones([1, 2, 3]))
        }
        let statistics = Buffer(.ones([1, 3]))
        expect("TensorAccessor expected 1 dims but tensor has 2") {
            try F.batchNorm(.ones([2, 3, 4]), runningMean: statistics, runningVar: statistics)
        }
        expect("Expected 1 or more dimensions (got 0)") { try F.nllLoss(Tensor(1.0), Tensor(0)) }
        expect("Index 1 of input takes value 9 which is not in the valid range [0, 4)") {
            try F.embeddingBag(Tensor([0, 9]), .ones([4, 2]), offsets: Tensor([0]))
        }
        expect("Expected idx >= 0 && idx < num_embeddings but found idx to be 9") {
            try F.embeddingBag(Tensor([0, 9]), .ones([4, 2]), offsets: Tensor([0]), mode: .max)
        }
    }

    @Test(arguments: [-1.0, .nan]) func boundsBelowZero(_ bound: Double) {
        let x = Tensor.ones([2, 3])
        let text = bound.isNaN ? "nan" : "-1"
        expect("eps must be non-negative, got: \(text)") { try F.cosineSimilarity(x, x, eps: bound) }
        expect("lambda must be in range [0, 3.40282e+38] for input dtype Float, but found \(text)") {
            try F.softshrink(x, bound)
        }
    }

    @Test(arguments: [DType.uint8, .int64]) func masksOfIntegers(_ dtype: DType) {
        let (attention, x) = (MultiheadAttention(2, 1, batchFirst: true), Tensor.ones([1, 3, 2]))
        expect("only bool and floating types of attn_mask are supported") {
            try attention(x, x, x, attnMask: .zeros([3, 3], dtype: dtype))
        }
        expect("only bool and floating types of key_padding_mask are supported") {
            try attention(x, x, x, keyPaddingMask: .zeros([1, 3], dtype: dtype))
        }
        expect("Expected key_padded_mask.shape[1] to be 3, but got 5") {
            try attention(x, x, x, keyPaddingMask: .zeros([1, 5], dtype: .bool))
        }
        expect("Expected attn_mask dtype to be bool or float") {
            try F.scaledDotProductAttention(x, x, x, attnMask: .zeros([3, 3], dtype: dtype))
        }
    }

    @Test func parametersOfAnotherLength() throws {
        let (attention, x) = (MultiheadAttention(2, 1), Tensor.ones([3, 1, 2]))
        attention.inProjBias?.tensor = Tensor([1.0])
        expect("not enough values to unpack (expected 3, got 1)") { try attention(x, x, x) }
        let lstm = LSTM(2, 2)
        lstm.weights["bias_ih_l0"]?.tensor = .ones([1])
        lstm.weights["weight_ih_l0"]?.tensor = .ones([1, 2])
        lstm.weights["weight_hh_l0"]?.tensor = .ones([1, 2])
        lstm.weights["bias_hh_l0"]?.tensor = .ones([1])
        expect("not enough values to unpack (expected 4, got 1)") { try lstm(x).output }
        #expect(throws: TensorError.self) {
            try F.ctcLoss(
                Tensor.ones([2, 2, 3]).logSoftmax(dim: -1), Tensor([1, 1]), inputLengths: [2, 2],
                targetLengths: [.max, .max])
        }
    }

    @Test func weightsOfSingleHeadsAreViews() throws {
        let (attention, x) = (MultiheadAttention(4, 2), Tensor.ones([3, 1, 4]))
        #expect(try attention(x, x, x, averageAttnWeights: false).weights?.gradFunctionName == "ViewBackward0")
    }
}
