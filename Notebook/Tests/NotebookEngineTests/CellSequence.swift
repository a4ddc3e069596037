import Foundation
import NotebookEngine
import Testing

/// Cells that are run one after the other in a session of their own, and what each must show.
struct CellSequence: Sendable, CustomTestStringConvertible {
    let name: String
    let cells: [ExpectedCell]

    init(_ name: String, _ cells: ExpectedCell...) {
        self.name = name
        self.cells = cells
    }

    var testDescription: String { name }
}

/// A cell and what it must show.
struct ExpectedCell: Sendable, ExpressibleByStringLiteral {
    var code: String
    /// The name that stays when the cell is run again.
    var cell: String?
    var result: String?
    var prints: String?
    var warns: String?
    var error: String?
    var traces: [String] = []
    var interruptedAfter: Double?

    init(stringLiteral code: String) { self.code = code }

    init(_ code: String, cell: String? = nil) {
        self.code = code
        self.cell = cell
    }

    /// The text of the last expression's value.
    func shows(_ text: String) -> ExpectedCell { with { $0.result = text } }
    /// All that goes to the standard output.
    func prints(_ text: String) -> ExpectedCell { with { $0.prints = text } }
    /// A part of what goes to the standard error.
    func warns(_ text: String) -> ExpectedCell { with { $0.warns = text } }
    /// The error's name, and parts of its traceback.
    func fails(_ name: String, _ traces: String...) -> ExpectedCell {
        with {
            $0.error = name
            $0.traces = traces
        }
    }
    /// An interrupt after some seconds.
    func interrupted(after seconds: Double) -> ExpectedCell { with { $0.interruptedAfter = seconds } }

    private func with(_ change: (inout ExpectedCell) -> Void) -> ExpectedCell {
        var copy = self
        change(&copy)
        return copy
    }
}

extension String {
    func shows(_ text: String) -> ExpectedCell { ExpectedCell(self).shows(text) }
    func prints(_ text: String) -> ExpectedCell { ExpectedCell(self).prints(text) }
    func warns(_ text: String) -> ExpectedCell { ExpectedCell(self).warns(text) }
    func fails(_ name: String, _ traces: String...) -> ExpectedCell {
        var cell = ExpectedCell(self)
        cell.error = name
        cell.traces = traces
        return cell
    }
    func interrupted(after seconds: Double) -> ExpectedCell { ExpectedCell(self).interrupted(after: seconds) }
}

/// What a cell did.
struct CellReport {
    var outcome: Outcome?
    var result: MIMEData?
    var output = ""
    var errors = ""
    var displays: [MIMEData] = []
    var displayIDs: [String?] = []
    var updates: [Bool] = []
    var error: (name: String, value: String, trace: String)?

    /// In one line, for a failing test.
    var summary: String {
        "status \(outcome?.status.rawValue ?? "none"), result \(result?["text/plain"] ?? "none"), output '\(output.prefix(300))', "
            + "errors '\(errors.prefix(300))', error \(error.map { "\($0.name): \($0.value)\n\($0.trace)" } ?? "none")"
    }
}

extension Session {
    /// Runs a cell and collects what it does.
    func report(_ code: String, cell: String? = nil, silent: Bool = false, interruptAfter: Double? = nil) -> CellReport
    {
        var report = CellReport()
        if let interruptAfter {
            DispatchQueue.global().asyncAfter(deadline: .now() + interruptAfter) { self.interrupt() }
        }
        report.outcome = execute(code, cell: cell, silent: silent) { event in
            switch event {
            case .stream(.stdout, let text): report.output += text
            case .stream(.stderr, let text): report.errors += text
            case .result(let data): report.result = data
            case .display(let data, let id, let update):
                report.displays.append(data)
                report.displayIDs.append(id)
                report.updates.append(update)
            case .error(let name, let value, let traceback):
                let colors = /\u{1B}\[[0-9]+m/
                report.error = (name, value, traceback.joined(separator: "\n").replacing(colors, with: ""))
            }
        }
        return report
    }

    /// Runs a sequence from a clean state.
    func check(_ sequence: CellSequence) throws {
        try restart()
        for (index, cell) in sequence.cells.enumerated() {
            var report = report(cell.code, cell: cell.cell, interruptAfter: cell.interruptedAfter)
            // On a busy machine the compiler was interrupted: then the cell hasn't run at all.
            for _ in 0..<5 where report.error?.value == "while compiling" {
                report = self.report(cell.code, cell: cell.cell, interruptAfter: (cell.interruptedAfter ?? 0) * 3)
            }
            let place: Comment = "cell \(index + 1) of '\(sequence.name)': \(report.summary)"
            #expect(report.error?.name == cell.error, place)
            for trace in cell.traces { #expect(report.error?.trace.contains(trace) == true, place) }
            if cell.error == nil || cell.result != nil { #expect(report.result?["text/plain"] == cell.result, place) }
            if let prints = cell.prints { #expect(report.output == prints, place) }
            if let warns = cell.warns {
                #expect(warns.isEmpty || report.errors.contains(warns), place)
            } else if cell.error == nil {
                #expect(report.errors == "", place)
            }
        }
    }
}
