import Foundation
import TernCommand
import Testing

/// The built tool: in a process of its own, whose random numbers no other test disturbs.
@Suite struct NotebookToolTests {
    @Test func outputsAreThoseOfTorch() throws {
        let result = try TernProcess.run("notebook", "--outputs-only")
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        let machine = try TernProcess.run("notebook", "--outputs-only", "--part", "1").output
        #expect(["true\n", "false\n"].contains(machine))
        let expected = machine + ["2", "3", "4"].compactMap { StoredResults.texts[$0] }.joined()
        let lines = zip(result.lines, expected.split(separator: "\n", omittingEmptySubsequences: false))
        #expect(result.output.count == expected.count)
        // A sum near the middle of two printed numbers may be rounded the other way; the verdict checks by how much.
        #expect(lines.filter { $0 != $1 }.count <= 3)
    }

    @Test(arguments: ["0", "7"])
    func partsHaveTheNumbersOfTheWhole(seed: String) throws {
        let whole = try TernProcess.run("notebook", "--outputs-only", "--seed", seed).output
        let parts = try ["1", "conv", "pool", "norm"].map { part in
            try TernProcess.run("notebook", "--outputs-only", "--seed", seed, "--part", part).output
        }
        #expect(parts.joined() == whole)
        #expect(
            try TernProcess.run("notebook", "--outputs-only", "--seed", seed, "--part", "norm,3").output == parts[2]
                + parts[3]
        )
    }

    @Test func pageShowsCodeOutputAndVerdict() throws {
        let outputs = try TernProcess.run("notebook", "--outputs-only", "--seed", "42", "--part", "pool").output
        let page = try TernProcess.run("notebook", "--seed", "42", "--part", "pool", "--lang", "en")
        #expect(page.status == 0)
        #expect(page.output.contains("In [3]: let maxPooling = MaxPool2d(kernelSize: 2, stride: 2)"))
        #expect(page.output.contains(outputs))
        #expect(!page.output.contains("In [2]:"))
        #expect(!page.output.contains("\u{1B}"))
        #expect(page.output.contains("the numbers above (seed 42)"))
        #expect(page.lines.dropLast().last?.hasPrefix("Compared with PyTorch") == true)
    }

    @Test func chinesePage() throws {
        let page = try TernProcess.run("notebook", environment: ["LANG": "zh_CN.UTF-8"])
        #expect(page.status == 0)
        #expect(page.output.contains("为什么是 [1, 6, 30, 30]？"))
        #expect(page.lines.dropLast().last?.hasPrefix("与 PyTorch") == true)
    }

    @Test func experimentsCanBeCheckedByHand() throws {
        let page = try TernProcess.run("notebook", "--seed", "3", "--lang", "en").output
        for line in [
            "tensor([[[111., 111.],", "dilation 2 [135, 246, 357]",
            "reflect [212, 123, 234, 345, 456, 567, 676]",
            "circular [712, 123, 234, 345, 456, 567, 671]",
            "groups 2 weight [8, 2, 3, 3]",
            "step 3 [tensor([2.7100]), tensor([2.8970]), tensor(3)]",
            "[90.000046, 109.999954]",
        ] {
            #expect(page.contains(line), "\(line)")
        }
    }

    @Test func errorsAreOneBlock() throws {
        let seed = try TernProcess.run("notebook", "--seed", "18446744073709551616")
        #expect(seed.status == 64)
        #expect(seed.output.isEmpty)
        #expect(seed.errors.contains("Overflow when unpacking long long"))
        #expect(try TernProcess.run("notebook", "--nonsense").status == 64)
        #expect(try TernProcess.run("--version").output.hasPrefix("tern "))
        #expect(try TernProcess.run().output.contains("notebook"))
    }
}
