import Tern
import Testing

/// Every test sets options inside a block: other tests, which may run at the same time, keep the defaults.
@Suite struct PrintOptionsTests {
    let x = Tensor([1.12345, 1000])

    @Test func profilesAreTorchs() {
        #expect(PrintOptions.default == PrintOptions(precision: 4, threshold: 1000, edgeItems: 3, lineWidth: 80))
        #expect(PrintOptions.short == PrintOptions(precision: 2, threshold: 1000, edgeItems: 2, lineWidth: 80))
        #expect(PrintOptions.full == PrintOptions(precision: 4, threshold: .max, edgeItems: 3, lineWidth: 80))
    }

    @Test func settingChangesWhatIsGiven() {
        withPrintOptions {
            setPrintOptions(precision: 1)
            #expect("\(x)" == "tensor([   1.1, 1000.0])")
            setPrintOptions(lineWidth: 12)
            #expect("\(x)" == "tensor([   1.1,\n        1000.0])")
            setPrintOptions(precision: 3, profile: .short)
            #expect(getPrintOptions() == PrintOptions(precision: 3, edgeItems: 2))
            setPrintOptions(profile: .default)
            #expect(getPrintOptions() == .default)
        }
    }

    @Test func everyCallSetsSciMode() {
        withPrintOptions {
            setPrintOptions(sciMode: true)
            #expect("\(x)" == "tensor([1.1235e+00, 1.0000e+03])")
            setPrintOptions(precision: 2)
            #expect("\(x)" == "tensor([   1.12, 1000.00])")
            setPrintOptions(sciMode: true)
            let saved = getPrintOptions()
            setPrintOptions(profile: .full)
            setPrintOptions(profile: saved)
            #expect(getPrintOptions() == saved)
        }
    }

    @Test func blocksNestAndEnd() {
        withPrintOptions(precision: 2, edgeItems: 1) {
            #expect("\(x)" == "tensor([   1.12, 1000.00])")
            withPrintOptions(precision: 1) { #expect(getPrintOptions() == PrintOptions(precision: 1, edgeItems: 1)) }
            #expect(throws: TensorError.self) {
                try withPrintOptions(precision: 0) { try Tensor.zeros([-1]).validate() }
            }
            setPrintOptions(precision: 3)
            #expect("\(x)" == "tensor([   1.123, 1000.000])")
        }
        #expect(getPrintOptions() == .default)
    }

    @Test func tasksKeepTheirOwn() async {
        await withTaskGroup(of: Bool.self) { group in
            for precision in 0..<8 {
                group.addTask {
                    withPrintOptions(precision: precision) {
                        (0..<50).allSatisfy { _ in getPrintOptions().precision == precision }
                    }
                }
            }
            for await kept in group { #expect(kept) }
        }
        #expect(getPrintOptions() == .default)
    }

    @Test func senselessOptionsDoNotTrap() {
        let ones = Tensor.ones([12, 12], requiresGrad: true)
        let tensors = [x, Tensor(2.5), Tensor.arange(30), Tensor.zeros([9, 0]), ones]
        for value in [Int.min, -1, 0, 1, .max] {
            for sciMode in [nil, true, false] {
                let options = PrintOptions(
                    precision: value, threshold: value, edgeItems: value, lineWidth: value, sciMode: sciMode)
                for tensor in tensors { #expect(tensor.formatted(options).hasPrefix("tensor(")) }
            }
        }
        #expect(x.formatted(PrintOptions(precision: -3)) == "tensor([   1, 1000])")
    }
}
