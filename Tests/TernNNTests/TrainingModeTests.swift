import Foundation
import Testing

@testable import TernNN
@testable import Tern

/// A module that says nothing of `training` and uses it.
private final class Plain: Module {
    func forward(_ x: Tensor) throws -> Tensor { try F.dropout(x, p: 0.5, training: training) }
}

/// A network whose children are stored in every way.
private final class Stored: Module {
    let layers: [any Module] = [Plain(), ReLU()]
    let named: [String: any Module] = ["a": Plain()]
    var head: (any Module)? = Conv2d(1, 1, kernelSize: 1)
    let shared: Plain
    let again: Plain
    init() {
        shared = Plain()
        again = shared
    }
}

@Suite struct TrainingModeTests {
    @Test func everyModuleKnowsItsMode() throws {
        let net = Sequential(Conv2d(1, 1, kernelSize: 1), BatchNorm2d(1), Sequential(ReLU(), Plain()))
        net.eval()
        #expect(net.allModules.allSatisfy { !$0.training })
        try net[2].train()
        #expect(net.allModules.map(\.training) == [false, false, false, true, true, true])
        net.train()
        #expect(net.allModules.allSatisfy { $0.training })
    }

    @Test func storedOptionalAndSharedChildrenAreReached() throws {
        let net = Stored()
        net.eval()
        #expect(net.allModules.count == 8 && net.allModules.allSatisfy { !$0.training })
        let x = Tensor.ones([1000])
        #expect(try net.shared(x).equal(x))
        net.head = Plain()
        #expect(net.head?.training == true && !net.training)
        net.train()
        #expect(net.allModules.allSatisfy { $0.training })
    }

    @Test func aModulesModeIsItsOwn() throws {
        let (inner, empty) = (ReLU(), Sequential())
        let net = Sequential(inner, Plain())
        inner.eval()
        #expect(net.training && !inner.training)
        empty.eval()
        #expect(!empty.training)
        net.eval().append(Plain())
        #expect(net.allModules.map(\.training) == [false, false, false, true])
        let list = ModuleList([ReLU()])
        list.training = false
        #expect(!list.training && list.children[0].training)
    }

    @Test func anAddressUsedAgainIsNotTakenForTheModuleBefore() {
        for _ in 0..<5000 {
            let module = Plain()
            #expect(module.training)
            module.eval()
            #expect(!module.training)
        }
    }

    @Test func entriesOfModulesThatHaveGoneAreRemoved() {
        final class Key {}
        let table = ObjectTable<Int>()
        let kept = (0..<100).map { _ in Key() }
        for (index, key) in kept.enumerated() { table.update(key) { $0 = index } }
        for _ in 0..<10_000 { table.update(Key()) { $0 = -1 } }
        #expect(table.count <= 300)
        #expect(kept.enumerated().allSatisfy { table.value(of: $0.element) == $0.offset })
    }

    @Test func threadsMayUseTheModesOfTheirOwnModules() {
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<500 {
                let net = Sequential(ReLU(), Plain(), Sequential(Plain()))
                net.eval()
                #expect(net.allModules.allSatisfy { !$0.training })
            }
        }
    }
}
