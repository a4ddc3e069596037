import Tern
import Testing

/// How optimizers treat parameters, groups and states.
@Suite struct OptimizerUseTests {
    private func parameter(_ values: [Float] = [1, 2, 3], gradient: [Float]? = [1, 1, 1]) -> Parameter {
        let parameter = Parameter(Tensor(values))
        parameter.grad = gradient.map { Tensor($0) }
        return parameter
    }

    @Test func aCopyOfAParameterKeepsItsValue() throws {
        let parameter = parameter()
        let before = parameter.tensor
        let view = before[0]
        try SGD([parameter], lr: 1).step()
        #expect(try before.array(of: Float.self) == [1, 2, 3])
        #expect(try view.item() == 1)
        #expect(try parameter.tensor.array(of: Float.self) == [0, 1, 2])
        #expect(parameter.requiresGrad && parameter.grad != nil)
    }

    @Test func aSavedTensorKeepsItsValue() throws {
        let parameter = parameter([2], gradient: nil)
        let y = try parameter.tensor.mul(parameter.tensor)
        parameter.grad = Tensor([1] as [Float])
        try SGD([parameter], lr: 1).step()
        parameter.grad = nil
        try y.sum().backward()
        #expect(try parameter.grad?.item() == 4)
    }

    @Test func aStateDictIsASnapshot() throws {
        let parameter = parameter()
        let optimizer = try SGD([parameter], lr: 1, momentum: 0.5)
        try optimizer.step()
        let saved = optimizer.stateDict()
        try optimizer.step()
        #expect(try saved.state[0]?["momentum_buffer"]?.tensorValue?.array(of: Float.self) == [1, 1, 1])
        let later = optimizer.stateDict().state[0]?["momentum_buffer"]?.tensorValue
        #expect(try later?.array(of: Float.self) == [1.5, 1.5, 1.5])
    }

    @Test(arguments: ["transposed", "channels last", "expanded", "sliced"])
    func gradientsMayLieAnyhow(_ layout: String) throws {
        func optimized(_ gradient: (Tensor) throws -> Tensor) throws -> [Float] {
            let parameter = Parameter(try Tensor.arange(120, dtype: .float32).reshape(2, 3, 4, 5))
            let optimizer = try SGD([parameter], lr: 0.5, momentum: 0.9, nesterov: true)
            for step in 1...3 {
                let slope = try Tensor.arange(240, dtype: .float32).reshape(4, 3, 4, 5) * step
                parameter.grad = try gradient(slope)
                try optimizer.step()
            }
            return try parameter.tensor.array(of: Float.self)
        }
        func laidOut(_ slope: Tensor) throws -> Tensor {
            let part = try slope.slice(dim: 0, from: 1, to: 3)
            switch layout {
            case "transposed": return try part.transpose(2, 3).contiguous().transpose(2, 3)
            case "channels last": return try part.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)
            case "expanded": return try part[0].expand([2, 3, 4, 5])
            default: return part
            }
        }
        #expect(try optimized { try laidOut($0).contiguous() } == optimized(laidOut))
    }

    @Test(arguments: [DType.float16, .bfloat16]) func halfTypesAreUpdated(_ dtype: DType) throws {
        let parameter = Parameter(try Tensor([1, 2] as [Float]).to(dtype))
        let optimizer = try SGD([parameter], lr: 0.5, momentum: 0.5)
        for _ in 0..<2 {
            parameter.grad = try Tensor([1, 1] as [Float]).to(dtype)
            try optimizer.step()
        }
        #expect(parameter.dtype == dtype && parameter.requiresGrad)
        #expect(try parameter.tensor.array(of: Float.self) == [-0.25, 0.75])
        #expect(optimizer.stateDict().state[0]?["momentum_buffer"]?.tensorValue?.dtype == dtype)
    }

    @Test func emptyAndScalarParametersAreUpdated() throws {
        let scalar = Parameter(.full([], 3, dtype: .float32))
        let empty = Parameter(.zeros([0, 3]))
        scalar.grad = .full([], 2, dtype: .float32)
        empty.grad = .zeros([0, 3])
        try SGD([scalar, empty], lr: 1, momentum: 0.9).step()
        #expect(try scalar.tensor.item() == 1)
        #expect(empty.shape == [0, 3])
    }

    @Test func groupsAndGradients() throws {
        let (first, second) = (parameter(), parameter())
        let optimizer = try SGD([ParameterGroup([first])], lr: 1)
        try optimizer.addParamGroup(ParameterGroup([second], ["lr": 0.5]))
        try optimizer.step()
        #expect(try second.tensor.array(of: Float.self) == [0.5, 1.5, 2.5])
        optimizer.paramGroups[1].lr = 0
        try optimizer.step()
        #expect(try first.tensor.array(of: Float.self) == [-1, 0, 1])
        #expect(try second.tensor.array(of: Float.self) == [0.5, 1.5, 2.5])
        optimizer.zeroGrad(setToNone: false)
        #expect(try first.grad?.array(of: Float.self) == [0, 0, 0])
        optimizer.zeroGrad()
        #expect(first.grad == nil)
    }

    @Test func aClosureGivesTheLoss() throws {
        let weight = parameter([3], gradient: nil)
        let optimizer = try SGD([weight], lr: 0.25)
        let loss = try noGrad {
            try optimizer.step {
                optimizer.zeroGrad()
                let loss = try weight.tensor.mul(weight.tensor).sum()
                try loss.backward()
                return loss
            }
        }
        #expect(try loss.item() == 9)
        #expect(try weight.tensor.item() == 1.5)
    }

    @Test func refusals() throws {
        let first = parameter()
        func message(_ body: () throws -> Void) -> String? {
            do {
                try body()
                return nil
            } catch let error as TensorError {
                return error.message
            } catch {
                return "\(error)"
            }
        }
        #expect(message { _ = try SGD([Parameter]()) } == "optimizer got an empty parameter list")
        let optimizer = try SGD([first])
        #expect(
            message { try optimizer.addParamGroup(ParameterGroup([first])) }
                == "some parameters appear in more than one parameter group")
        let other = try SGD([ParameterGroup([parameter()]), ParameterGroup([parameter()])])
        #expect(
            message { try optimizer.loadStateDict(other.stateDict()) }
                == "loaded state dict has a different number of parameter groups")
        let larger = try SGD([parameter(), parameter()])
        #expect(
            message { try optimizer.loadStateDict(larger.stateDict()) }
                == "loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
        first.grad = .ones([2])
        #expect(
            message { try optimizer.step() }
                == "attempting to assign a gradient of size '[2]' to a tensor of size '[3]'. Please ensure that the gradient and the tensor are the same size"
        )
    }
}
