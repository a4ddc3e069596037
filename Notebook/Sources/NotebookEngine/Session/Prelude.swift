/// The beginning of each cell's file: how it sees the cells before it.
///
/// The chain of exported imports brings in each cell's names so that those of a nearer cell shadow those of a farther one. It shows public
/// names only; a testable import of one enum of a cell, the anchor, shows the cell's internal names to the compiler without being
/// a second, direct way to them, which would make every redefinition ambiguous.
enum Prelude {
    static func source(for cell: Int, live: [Int], anchors: [Int]) -> String {
        let previous = live.last.map { "Cell_\($0)" } ?? "NotebookDisplay"
        return "@_exported import \(previous)\n"
            + anchors.map { "@testable import enum Cell_\($0)._CellAnchor\($0)\n" }.joined()
            + "enum _CellAnchor\(cell) {}\n"
    }

    /// The cells that still own a name that is mentioned, or one that may be needed without a mention: a type's, an operator's.
    ///
    /// Each costs a millisecond in every later cell; with one name declared in many anchored cells, looking it up would take seconds.
    static func anchors(among live: [Int], _ records: [Int: CellRecord], mentioning names: Set<String>?) -> [Int] {
        var owners: [String: Int] = [:]
        var anchors: [Int] = []
        for number in live.reversed() {
            guard let record = records[number] else { continue }
            // Values of a replaced type may live on, so that its newest three versions stay.
            let ownsName = record.keys.contains { owners[$0, default: 0] < (record.typeNames.contains($0) ? 3 : 1) }
            let isNeeded = names.map { record.isUsed(by: $0) } ?? true
            if ownsName && isNeeded || record.hasNameless { anchors.append(number) }
            for key in record.keys { owners[key, default: 0] += 1 }
        }
        return anchors.reversed()
    }
}
