import Tern
import TernFormats

/// What a run over many cases has found.
package struct Report {
    package private(set) var passed = 0

    package init() {}
    package private(set) var failures: [Failure] = []
    /// How many cases were skipped for each operation without an adapter.
    private(set) var skipped: [String: Int] = [:]
    private(set) var messages: [(name: String, message: ErrorMessage)] = []
    private(set) var tensorCount = 0
    private(set) var elementCount = 0
    /// The comparison that came closest to its tolerance without reaching it.
    private(set) var closest: (name: String, comparison: Comparison)?

    /// A case that failed.
    package struct Failure {
        var name: String
        /// Operation, form and type.
        var kind: String
        var texts: [String]
    }

    package var failed: Int { failures.count }

    /// Adds a case's outcome. `name` is the folder's and the case's name.
    package mutating func add(_ name: String, kind: String, op: String, _ outcome: CaseOutcome) {
        switch outcome {
        case .passed(let comparisons):
            passed += 1
            for comparison in comparisons { count(name, comparison) }
        case .refused(let message):
            passed += 1
            messages.append((name, message))
        case .failed(let texts): failures.append(Failure(name: name, kind: kind, texts: texts))
        case .skipped: skipped[op, default: 0] += 1
        }
    }

    private mutating func count(_ name: String, _ comparison: Comparison) {
        tensorCount += 1
        elementCount += comparison.count
        guard let share = comparison.worst?.share else { return }
        if share > closest?.comparison.worst?.share ?? 0 { closest = (name, comparison) }
    }
}

// MARK: - Text

extension Report {
    /// What stands before the last line: skipped operations, error messages, how closely the numbers agree.
    package func summary(verbose: Bool) -> [String] {
        var lines = skipped.sorted { $0.key < $1.key }.map { op, count in
            "skipped \(count) \(count == 1 ? "case" : "cases") of the unknown operation \"\(op)\""
        }
        if !messages.isEmpty {
            let equal = messages.filter(\.message.isEqual).count
            let kinds = messages.filter(\.message.isSameKind).count
            lines.append(
                "refused \(messages.count) invalid calls: \(equal) with torch's words, \(kinds) with torch's exception type"
            )
            lines.append("  (\"torch.Size([1, 2])\" counts as \"[1, 2]\", and the order of a Python set doesn't count)")
            let others = messages.filter { !$0.message.isEqual || !$0.message.isSameKind }
            if verbose {
                lines += others.map { "\($0.name) is refused in other words:\n\($0.message)" }
            } else if !others.isEmpty {
                lines.append("  (--verbose shows the others)")
            }
        }
        if tensorCount > 0 {
            lines.append("compared \(tensorCount) tensors with \(elementCount) elements" + closeness)
        }
        return lines
    }

    private var closeness: String {
        guard let closest, let worst = closest.comparison.worst else { return ", all equal" }
        let percent = Report.percent(worst.share)
        return "; the largest difference is \(percent) of what is allowed (\(closest.name), \(closest.comparison.name))"
    }

    private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

    /// The last line.
    package var lastLine: String {
        "\(passed) passed, \(failed) failed, \(skipped.values.reduce(0, +)) skipped"
    }
}

extension Report.Failure: CustomStringConvertible {
    package var description: String {
        "FAILED \(name) (\(kind))\n" + texts.map(indented).joined(separator: "\n")
    }
}

// MARK: - JSON

extension Report {
    /// Everything, for programs.
    package var json: JSON {
        [
            "passed": .integer(passed), "failed": .integer(failed), "skipped": .integer(skipped.values.reduce(0, +)),
            "failures": .array(failures.map(\.json)),
            "skipped_operations": .object(
                skipped.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .integer($0.value)) }),
            "invalid_calls": [
                "refused": .integer(messages.count),
                "messages_equal": .integer(messages.filter(\.message.isEqual).count),
                "types_equal": .integer(messages.filter(\.message.isSameKind).count),
                "other_messages": .array(messages.filter { !$0.message.isEqual }.map(Report.json)),
            ],
            "compared": [
                "tensors": .integer(tensorCount), "elements": .integer(elementCount),
                "largest_share_of_tolerance": .number(closest?.comparison.worst?.share ?? 0),
            ],
        ]
    }

    private static func json(_ entry: (name: String, message: ErrorMessage)) -> JSON {
        [
            "name": .string(entry.name), "torch": .string(entry.message.want.message),
            "tern": .string(entry.message.got.message),
        ]
    }
}

extension Report.Failure {
    fileprivate var json: JSON {
        ["name": .string(name), "kind": .string(kind), "differences": .array(texts.map { .string($0) })]
    }
}
