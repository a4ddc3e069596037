/// How the cells of a table stand: of a matrix, of cases, of aligned lines.
struct MathTable {
    /// The brackets around it.
    var left = ""
    var right = ""
    /// Where a column's cells stand; the last one holds for all further columns.
    var alignments = ["center"]
    /// Whether columns touch, as the two sides of an equation do.
    var isTight = false
    var isDisplay = false

    static let aligned = MathTable(alignments: ["right", "left"], isTight: true, isDisplay: true)

    /// The environment of that name, if it is a table.
    init?(environment: String) {
        switch environment {
        case "matrix", "array", "smallmatrix", "substack": self.init()
        case "pmatrix": self.init(left: "(", right: ")")
        case "bmatrix": self.init(left: "[", right: "]")
        case "Bmatrix": self.init(left: "{", right: "}")
        case "vmatrix": self.init(left: "|", right: "|")
        case "Vmatrix": self.init(left: "‖", right: "‖")
        case "cases": self.init(left: "{", alignments: ["left"])
        case "gather", "gather*", "gathered", "equation", "equation*": self.init(isDisplay: true)
        case "align", "align*", "aligned", "split", "eqnarray", "eqnarray*": self = .aligned
        default: return nil
        }
    }

    private init(
        left: String = "", right: String = "", alignments: [String] = ["center"], isTight: Bool = false,
        isDisplay: Bool = false
    ) {
        self.left = left
        self.right = right
        self.alignments = alignments
        self.isTight = isTight
        self.isDisplay = isDisplay
    }

    func node(_ rows: [[MathNode]]) -> MathNode {
        let body = rows.map { row in
            let cells = row.enumerated().map { column, cell in
                MathNode.element("mtd", [cell], "style=\"\(style(column))\"")
            }
            return MathNode.element("mtr", cells)
        }
        let table = MathNode.element("mtable", body, isDisplay ? "displaystyle=\"true\"" : "")
        if left.isEmpty, right.isEmpty { return table }
        let fences = [left, right].map {
            $0.isEmpty ? [] : [MathNode.operation($0, "fence=\"true\" stretchy=\"true\"")]
        }
        return .row(fences[0] + [table] + fences[1])
    }

    private func style(_ column: Int) -> String {
        // Sides of equations alternate.
        let place = isTight ? column % alignments.count : min(column, alignments.count - 1)
        var style = "text-align:\(alignments[place])"
        if isTight { style += column % 2 == 0 ? ";padding-right:0" : ";padding-left:0" }
        return style
    }
}
