extension VerdictWords {
    static let chinese = VerdictWords(
        meaning: """
            这些数可信吗？本工具里存有 PyTorch 自己跑这些单元得到的结果。随机抽取、挑选或复制得来的数，
            必须逐位相同；求和得来的数（卷积、均值、方差）允许 float32 的最后几位不同，
            因为加法的顺序一变，舍入也跟着变。
            """,
        disagreement: { entries in
            "这次运行与 PyTorch 的结果不一致：\n" + entries.map { "- \($0)" }.joined(separator: "\n")
        },
        otherSeed: { seed in
            """
            PyTorch 的结果只存了种子 0 的那一份，所以上面的数（种子 \(seed)）没有对照过。
            作为替代，同样的单元又用种子 0 悄悄跑了一遍，对照的是那一遍。
            """
        },
        nothing: "没有可与 PyTorch 对照的数：这一部分说的是本机的情况。",
        result: { found in
            let lines =
                found.differentLines == 0
                ? "\(found.lines) 行输出文字全部相同"
                : "\(found.lines) 行输出文字中 \(found.lines - found.differentLines) 行相同"
            let rest = found.differentLines > 0 && found.agrees ? "，其余只差末位数字" : ""
            return """
                与 PyTorch \(StoredResults.torchVersion) 对照（种子 0）：\(found.tensors) 个张量共 \
                \(grouped(found.numbers)) 个数，其中 \(grouped(found.equalBits)) 个逐位相同，最大差 \
                \(scientific(found.largestDifference))；\(lines)\(rest)。
                """
        })
}
