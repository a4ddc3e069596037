import Tern
import TernCore
import Testing

/// Printed text against torch's, character for character.
@Suite struct PrintingTests {
    @Test func fixturesAreThere() { #expect(PrintingCase.all.count > 100) }

    @Test(arguments: PrintingCase.all)
    func printsAsTorchDoes(_ example: PrintingCase) throws {
        let x = try example.tensor()
        let text = try example.withOptions { "\(x)" }
        #expect(text == example.text)
    }

    @Test func interpolationAndCollectionsUseTheSameText() {
        let x = Tensor([1.5])
        #expect("\(x)" == "tensor([1.5000])")
        #expect("\([x, x])" == "[tensor([1.5000]), tensor([1.5000])]")
        #expect(String(reflecting: x) == x.description)
    }

    @Test func historyShowsTheLastOperation() {
        let x = Tensor([1.25], requiresGrad: true)
        #expect("\(x)" == "tensor([1.2500], requires_grad=True)")
        #expect("\(x * 2)" == "tensor([2.5000], grad_fn=<MulBackward0>)")
        #expect("\(x.detach())" == "tensor([1.2500])")
    }

    @Test func failedTensorShowsItsError() {
        let text = "\(Tensor.zeros([-2]))"
        #expect(text.hasPrefix("tensor(<zeros: Dimension size must be non-negative."))
        #expect(text.hasSuffix(">)"))
        let hint = TensorError("relu", "no", hint: "yes")
        #expect("\(Tensor(failure: hint))" == "tensor(<relu: no\n          hint: yes>)")
    }

    @Test func largeTensorsAreNotConverted() throws {
        // A copy of these elements would need 80 TB.
        let x = try Tensor([0.5, 2.5]).reshape([2, 1, 1]).expand([2, 1_000_000, 10_000_000])
        #expect("\(x)".hasPrefix("tensor([[[0.5000, 0.5000, 0.5000,  ..., 0.5000, 0.5000, 0.5000],"))
    }

    @Test func tooLongTextsAreRefused() throws {
        let x = try Tensor([0.5]).expand([1 << 40])
        #expect(x.formatted(.full).hasPrefix("tensor(<print: cannot print"))
    }

    @Test func numbersAreExact() {
        #expect(NumberText.fixed(-1234.5, precision: 3) == "-1234.500")
        #expect(NumberText.scientific(2.5, precision: 0) == "2e+00")
        #expect(NumberText.fixed(.greatestFiniteMagnitude, precision: 1100).utf8.count == 309 + 1 + 1100)
    }

    @Test(arguments: ["-1.5e-03", "-1,5e-03", "-1\u{66B}5e-03"])
    func numbersDoNotFollowTheLocale(_ number: String) {
        #expect(NumberText.withPoint(number.utf8) == "-1.5e-03")
    }
}
