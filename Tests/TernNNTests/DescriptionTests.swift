import Tern
import Testing

/// What `print` shows of things that have no text in torch that anybody reads.
@Suite struct DescriptionTests {
    @Test func stateDictsAndFilesAreTables() throws {
        let net = Sequential {
            Conv2d(1, 4, kernelSize: 3)
            BatchNorm2d(4)
        }
        #expect(
            "\(net.stateDict)" == """
                StateDict: 7 tensors, 57 numbers, 232 bytes
                  0.weight               float32  [4, 1, 3, 3]
                  0.bias                 float32  [4]
                  1.weight               float32  [4]
                  1.bias                 float32  [4]
                  1.running_mean         float32  [4]
                  1.running_var          float32  [4]
                  1.num_batches_tracked  int64    []
                """)
        let bytes = try SafeTensors.serialize(
            ["a": Tensor.zeros([1000, 1500]), "b": Tensor([true])], metadata: ["format": "pt"])
        #expect(
            "\(try SafeTensors.parse(bytes))" == """
                SafeTensorsFile: 2 tensors, 1,500,001 numbers, 6.0 MB
                  a  F32   [1000, 1500]
                  b  BOOL  [1]
                metadata
                  format: pt
                """)
        #expect("\(StateDict())" == "StateDict: 0 tensors, 0 numbers, 0 bytes")
    }

    @Test func schedulersAreALine() throws {
        let optimizer = try SGD([Parameter(.ones([1]))], lr: 0.1)
        let scheduler = try StepLR(optimizer, stepSize: 30)
        #expect("\(scheduler)" == "StepLR(step_size=30, gamma=0.1, last_epoch=0, last_lr=[0.1])")
        #expect("\(try CosineAnnealingLR(optimizer, tMax: 10))".hasPrefix("CosineAnnealingLR(T_max=10, eta_min=0"))
    }
}
