import Tern
import TernConformance
import Testing

@Suite("conformance: comparing")
struct ComparisonTests {
    private func compare(_ want: [Double], _ got: [Double], rtol: Double = 0, atol: Double = 0) throws -> Comparison {
        try Comparison(
            "x", want: Tensor(want, dtype: .float64), got: Tensor(got, dtype: .float64),
            Tolerance(relative: rtol, absolute: atol))
    }

    @Test("|got - want| <= atol + rtol * |want|")
    func tolerance() throws {
        #expect(try compare([100, 1], [100.75, 1.25], rtol: 0.005, atol: 0.25).isEqual)
        #expect(try !compare([100, 1], [100.76, 1], rtol: 0.005, atol: 0.25).isEqual)
        #expect(try !compare([0], [1e-9], rtol: 1).isEqual)
    }

    @Test("NaN equals NaN, infinities match in sign")
    func special() throws {
        #expect(try compare([.nan, .infinity, -.infinity], [.nan, .infinity, -.infinity], rtol: 1, atol: 1).isEqual)
        for (want, got) in [(Double.nan, 1.0), (1, .nan), (.infinity, -.infinity), (.infinity, 1), (1, .infinity)] {
            #expect(try !compare([want], [got], rtol: 1, atol: 1).isEqual)
        }
    }

    @Test("without tolerance the bits count")
    func exact() throws {
        #expect(try !compare([0], [-0.0]).isEqual)
        #expect(try compare([0.1, .nan], [0.1, .nan]).isEqual)
    }

    @Test("integers exactly, beyond what a Double holds")
    func integers() throws {
        let (want, got) = (Tensor([1 << 60, 5]), Tensor([1 << 60 + 1, 5]))
        let comparison = try Comparison("i", want: want, got: got, Tolerance(relative: 1, absolute: 1))
        #expect(comparison.mismatches == 1)
        #expect(comparison.worst?.index == [0])
    }

    @Test("the worst element is told")
    func worst() throws {
        let want = Tensor([[[1, 2, 3], [4, 5, 6]]], dtype: .float32)
        let got = Tensor([[[1, 2.5, 3], [4, 5, 8]]], dtype: .float32)
        let comparison = try Comparison("y", want: want, got: got, Tolerance(relative: 0, absolute: 0.1))
        #expect(comparison.mismatches == 2)
        #expect(
            comparison.description == """
                y: 2 of 6 elements differ; the worst is at [0, 1, 2]
                  expected    6.0
                  got         8.0
                  difference  2.0, allowed 0.1
                """)
    }

    @Test("type and shape")
    func kinds() throws {
        let tolerance = Tolerance(relative: 1, absolute: 1)
        #expect(try !Comparison("x", want: Tensor([1]), got: Tensor([[1]]), tolerance).isEqual)
        #expect(try !Comparison("x", want: Tensor([1]), got: Tensor([1.0]), tolerance).isEqual)
    }

    @Test("texts")
    func texts() {
        #expect(textDifference(want: "a\nb", got: "a\nb") == nil)
        #expect(textDifference(want: "a\nb", got: "a\nc")?.contains("line 2") == true)
        #expect(textDifference(want: "a", got: "a\n") != nil)
    }

    @Test("torch's words, but for the way that shapes and sets are printed")
    func messages() {
        let torch = "got input size torch.Size([1, 4]) and {'b', 'a'}"
        #expect(ErrorMessage.normalised(torch) == ErrorMessage.normalised("got input size [1, 4] and {'a', 'b'}"))
        #expect(ErrorMessage.normalised("torch.FloatTensor") == "torch.FloatTensor")
    }
}
