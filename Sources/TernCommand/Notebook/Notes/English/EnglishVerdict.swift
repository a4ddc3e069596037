extension VerdictWords {
    static let english = VerdictWords(
        meaning: """
            Is any of this true? PyTorch's own results for these cells are stored in this tool. Numbers
            that are drawn, picked or copied have the same bits. Sums (convolution, mean, variance) may
            differ in a float32's last bits, because additions in another order round differently.
            """,
        disagreement: { entries in
            "This run does NOT agree with PyTorch:\n" + entries.map { "- \($0)" }.joined(separator: "\n")
        },
        otherSeed: { seed in
            """
            PyTorch's results are stored for seed 0 only: the numbers above (seed \(seed))
            were not compared. Instead the same cells have run once more with seed 0, unseen, and that
            run was compared.
            """
        },
        nothing: "Nothing compared with PyTorch: this part speaks of the machine that it runs on.",
        result: { found in
            let lines =
                found.differentLines == 0
                ? "all \(found.lines) printed lines are equal"
                : "\(found.lines - found.differentLines) of \(found.lines) printed lines are equal"
            let rest = found.differentLines > 0 && found.agrees ? ", the rest but for a last digit" : ""
            return """
                Compared with PyTorch \(StoredResults.torchVersion) (seed 0): \(grouped(found.numbers)) numbers in \
                \(found.tensors) tensors, \(grouped(found.equalBits)) equal to the bit, largest difference \
                \(scientific(found.largestDifference)); \(lines)\(rest).
                """
        })
}
