import Tern
import Testing

@Suite struct NetworkTextTests {
    @Test func wordsBecomeLayers() throws {
        let text = "conv8 bn relu pool conv16x5s2 gelu avgpool drop0.5 fc20 bn tanh fc10"
        let net = try NetworkText.network(text, input: [3, 18, 14])
        #expect(
            "\(net)" == """
                Sequential(
                  (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)
                  (1): BatchNorm2d(8, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
                  (2): ReLU()
                  (3): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
                  (4): Conv2d(8, 16, kernel_size=(5, 5), stride=(2, 2), padding=(2, 2))
                  (5): GELU(approximate='none')
                  (6): AvgPool2d(kernel_size=2, stride=2, padding=0)
                  (7): Dropout(p=0.5, inplace=False)
                  (8): Flatten(start_dim=1, end_dim=-1)
                  (9): Linear(in_features=64, out_features=20, bias=True)
                  (10): BatchNorm1d(20, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
                  (11): Tanh()
                  (12): Linear(in_features=20, out_features=10, bias=True)
                )
                """)
        #expect(try net(Tensor.zeros([2, 3, 18, 14])).shape == [2, 10])
    }

    @Test(arguments: [
        "", "conv", "conv0", "fc", "convx3", "conv8x3x3", "drop1.5", "what8", "fc10 conv8", "pool9", "bn3",
    ])
    func whatIsNoNetworkIsRefused(_ text: String) {
        #expect(throws: TensorError.self) { try NetworkText.network(text, input: [1, 8, 8]) }
    }
}
