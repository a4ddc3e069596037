import Foundation
import Tern
import Testing

/// Records with one value changed: each is refused, by its name, before anything changes.
@Suite struct OptimizerRecordTests {
    private func stepped(_ make: ([Parameter]) throws -> Optimizer) throws -> (Parameter, Optimizer) {
        let parameter = Parameter(Tensor([1.0, 2, 3]))
        let optimizer = try make([parameter])
        for _ in 0..<2 {
            _ = try optimizer.step {
                optimizer.zeroGrad()
                let loss = try (parameter.tensor * parameter.tensor).sum()
                try loss.backward()
                return loss
            }
        }
        return (parameter, optimizer)
    }

    private func refusal(_ body: () throws -> Void) -> TensorError? {
        do {
            try body()
            return nil
        } catch { return error as? TensorError }
    }

    private func adam(_ edit: (inout OptimizerState) -> Void) throws -> TensorError? {
        let (_, optimizer) = try stepped { try Adam($0, lr: 0.1) }
        let before = "\(optimizer.stateDict())"
        var state = optimizer.stateDict()
        edit(&state)
        let error = refusal { try optimizer.loadStateDict(state) }
        if error != nil { #expect("\(optimizer.stateDict())" == before) }
        return error
    }

    @Test(arguments: ["lr", "betas", "eps", "weight_decay", "params"])
    func aMissingHyperParameterIsAKeyError(_ name: String) throws {
        let error = try adam { $0.paramGroups[0][name] = nil }
        #expect(error?.message == "'\(name)'" && error?.kind == .key)
    }

    @Test(arguments: ["amsgrad", "maximize", "foreach", "decoupled_weight_decay"])
    func whatTorchFillsInMayBeMissing(_ name: String) throws {
        #expect(try adam { $0.paramGroups[0][name] = nil } == nil)
    }

    @Test(arguments: ["step", "exp_avg", "exp_avg_sq"]) func aMissingStateIsAKeyError(_ name: String) throws {
        let error = try adam { $0.state[0]?[name] = nil }
        #expect(error?.message == "'\(name)'" && error?.kind == .key)
    }

    @Test func hyperParametersOfAnotherKindAreRefused() throws {
        let text = "'<=' not supported between instances of 'float' and 'str'"
        #expect(try adam { $0.paramGroups[0]["lr"] = "fast" }?.message == text)
        #expect(try adam { $0.paramGroups[0]["betas"] = .tuple(["a", 0.9]) }?.message == text)
        #expect(
            try adam { $0.paramGroups[0]["lr"] = StateValue.none }?.message
                == "'<=' not supported between instances of 'float' and 'NoneType'")
        #expect(
            try adam { $0.paramGroups[0]["betas"] = .tuple([0.9]) }?.message
                == "not enough values to unpack (expected 2, got 1)")
        #expect(
            try adam { $0.paramGroups[0]["betas"] = 0.9 }?.message == "cannot unpack non-iterable float object")
        #expect(try adam { $0.paramGroups[0]["lr"] = -1 }?.message == "Invalid learning rate: -1")
        #expect(try adam { $0.paramGroups[0]["lr"] = .double(.nan) }?.message == "Invalid learning rate: nan")
        #expect(
            try adam { $0.paramGroups[0]["betas"] = .tuple([0.9, 1e300]) }?.message
                == "Invalid beta parameter at index 1: 1e+300")
        #expect(try adam { $0.paramGroups[0]["amsgrad"] = true }?.message == "'max_exp_avg_sq'")
        #expect(try adam { $0.paramGroups[0]["lr"] = .tensor(.full([], 0.5)) } == nil)
    }

    @Test func statesOfAnotherKindAreRefused() throws {
        #expect(try adam { $0.state[0]?["step"] = "x" }?.message == "could not convert string to float: 'x'")
        #expect(
            try adam { $0.state[0]?["step"] = StateValue.none }?.message
                == "float() argument must be a string or a real number, not 'NoneType'")
        #expect(
            try adam { $0.state[0]?["step"] = .tensor(.ones([2])) }?.message
                == "a Tensor with 2 elements cannot be converted to Scalar")
        #expect(
            try adam { $0.state[0]?["exp_avg"] = .tensor(.ones([2])) }?.message
                == "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0")
        #expect(
            try adam { $0.state[0]?["exp_avg"] = .tensor(.ones([])) }?.message
                == "output with shape [] doesn't match the broadcast shape [3]")
        #expect(try adam { $0.state[0]?["exp_avg"] = 5 }?.message == "the state's 'exp_avg' must be a Tensor, not int")
        #expect(try adam { $0.state[0]?["exp_avg"] = .tensor(Tensor([1, 2, 3], dtype: .int64)) } == nil)
        #expect(try adam { $0.state[0]?["step"] = .int(.max) } == nil)
    }

    @Test func optionsSetByHandAreCheckedByTheNextStep() throws {
        let (parameter, optimizer) = try stepped { try Adam($0, lr: 0.1) }
        let before = try parameter.tensor.array(of: Float.self)
        optimizer.paramGroups[0].options["lr"] = "fast"
        #expect(refusal { try optimizer.step() }?.kind == .type)
        optimizer.paramGroups[0].options["lr"] = nil
        #expect(refusal { try optimizer.step() }?.message == "'lr'")
        optimizer.paramGroups[0].lr = 0.1
        optimizer.paramGroups[0].options["amsgrad"] = true
        #expect(refusal { try optimizer.step() }?.message == "'max_exp_avg_sq'")
        #expect(try parameter.tensor.array(of: Float.self) == before)
        optimizer.paramGroups[0].options["amsgrad"] = false
        try optimizer.step()
    }

    @Test func nothingChangesWhereOneParameterDoesNotFit() throws {
        let (first, second) = (Parameter(Tensor([1.0, 2])), Parameter(Tensor([1.0, 2])))
        let optimizer = try SGD([first, second], lr: 0.1, momentum: 0.9)
        for parameter in [first, second] { parameter.grad = .ones([2]) }
        try optimizer.step()
        second.grad = nil
        second.tensor = .ones([3])
        second.grad = .ones([3])
        let before = (try first.tensor.array(of: Float.self), "\(optimizer.stateDict())")
        #expect(refusal { try optimizer.step() } != nil)
        #expect(try first.tensor.array(of: Float.self) == before.0 && "\(optimizer.stateDict())" == before.1)
    }

    @Test func aStateWithoutMomentumIsOneBeforeTheFirstStep() throws {
        let (_, plain) = try stepped { try SGD($0, lr: 0.1) }
        var state = plain.stateDict()
        state.state[0] = ["momentum_buffer": .none]
        state.paramGroups[0]["momentum"] = 0.9
        let parameter = Parameter(Tensor([1.0, 1]))
        let optimizer = try SGD([parameter], lr: 0.1)
        try optimizer.loadStateDict(state)
        for _ in 0..<2 {
            parameter.grad = .ones([2])
            try optimizer.step()
        }
        #expect(abs(try parameter.tensor[0].item() - 0.71) < 1e-6)
    }

    // MARK: LBFGS

    private func lbfgs(_ name: String, _ value: StateValue?) throws -> TensorError? {
        let (parameter, optimizer) = try stepped { try LBFGS($0, lr: 0.1, maxIter: 3) }
        var state = optimizer.stateDict()
        state.state[0]?[name] = value
        let error = refusal { try optimizer.loadStateDict(state) }
        if error == nil {
            _ = try optimizer.step {
                optimizer.zeroGrad()
                let loss = try (parameter.tensor * parameter.tensor).sum()
                try loss.backward()
                return loss
            }
        }
        return error
    }

    @Test(arguments: ["d", "t", "old_dirs", "old_stps", "ro", "prev_flat_grad"])
    func whatLBFGSRemembersMustBeThereAndFit(_ name: String) throws {
        #expect(try lbfgs(name, nil)?.message == "'\(name)'")
        #expect(try lbfgs(name, "x") != nil)
        #expect(try lbfgs(name, .tensor(.ones([2]))) != nil)
        #expect(try lbfgs(name, .list([.tensor(.ones([2]))])) != nil)
    }

    @Test func countsOfLBFGSHaveARange() throws {
        for name in ["func_evals", "n_iter"] {
            #expect(try lbfgs(name, .int(.max)) != nil)
            #expect(try lbfgs(name, .int(.min)) != nil)
            #expect(try lbfgs(name, .double(.nan)) != nil)
        }
        #expect(try lbfgs("t", .double(.nan)) == nil)
    }

    @Test(arguments: [Int.max, Int.max - 1, 1 << 62, 0, -1, Int.min]) func extremeCountsAreNoTraps(_ count: Int) throws
    {
        let parameter = Parameter(Tensor([1.0, 2, 3]))
        let optimizer = try LBFGS([parameter], maxIter: count, toleranceChange: 1e-3, historySize: max(count, 1))
        _ = try optimizer.step {
            optimizer.zeroGrad()
            let loss = try (parameter.tensor * parameter.tensor).sum()
            try loss.backward()
            return loss
        }
        optimizer.paramGroups[0].options["max_iter"] = .double(.infinity)
        optimizer.paramGroups[0].options["max_eval"] = .double(.nan)
        _ = try optimizer.step {
            let loss = try (parameter.tensor * parameter.tensor).sum()
            return loss
        }
    }
}
