import Foundation
import NotebookSyntax

/// How a run ended, as the host told it.
struct RunEnd {
    var status = ""
    var statement = -1
    var message = ""
    var thrown: (name: String, value: String)?
    var stop: HostStop?
    /// Set when the process ended.
    var exitStatus: Int32?
    var variables: [(name: String, variable: NotebookState.Variable)] = []
    var trapMessage: String?
}

extension Session {
    /// Loads a cell's library, runs it, and keeps what it declared.
    func load(_ cell: RunningCell, _ plan: CellPlan, _ onEvent: (CellEvent) -> Void) throws {
        let end = runInHost(cell, onEvent)
        if end.status == "load" { throw CellFailure("LoadError", end.message) }
        // What a later statement would have declared isn't there.
        let reached = end.status == "ok" ? nil : max(end.statement, 0)
        keep(cell, plan, reached: reached)
        let released = state.adopt(end.variables, of: cell.number)
        if let status = end.exitStatus {
            throw try recover(cell, plan, end, status)
        }
        release(released, onEvent)
        if let failure = failure(of: end, cell, plan) { throw failure }
    }

    private func runInHost(_ cell: RunningCell, _ onEvent: (CellEvent) -> Void) -> RunEnd {
        var end = RunEnd()
        var filter = OutputFilter(limit: configuration.outputLimit)
        let host = host
        host.send("run \(cell.number) \(workspace.library(cell.number))")
        end.exitStatus = interruption.during { times in
            if times == 1 { host.send("interrupt") } else { host.kill() }
        } _: {
            host.wait {
                filter.pass($0, $1, onEvent)
            } onEvent: { event in
                switch event {
                case .display(let data, let displayID, let update):
                    onEvent(.display(data, displayID: displayID, update: update))
                case .result(let data): onEvent(.result(data))
                case .variable(let number, let name, let type):
                    end.variables.append((name, NotebookState.Variable(cell: number, type: type)))
                case .thrown(let name, let value): end.thrown = (name, value)
                case .stop(let stop): end.stop = stop
                case .done(let status, let statement, let message):
                    (end.status, end.statement, end.message) = (status, statement, message)
                    return true
                case .ready, .loaded: break
                }
                return false
            }
        }
        filter.finish(isTrap: end.stop?.reason == .trap, onEvent)
        end.trapMessage = filter.trapMessage
        return end
    }

    private func keep(_ cell: RunningCell, _ plan: CellPlan, reached: Int?) {
        var record = CellRecord(
            number: cell.number, code: cell.code, name: cell.name, plan: plan, liveThen: state.live,
            anchorsThen: state.anchors(mentioning: plan.mentioned), importsThen: state.imports)
        if let reached {
            record.reached = reached
            record.pending = Set(
                plan.declarations.filter { $0.kind == .variable && $0.statement >= reached }.map(\.name))
        }
        state.records[cell.number] = record
        // What a cell only did is over.
        if plan.isVisible { state.live.append(cell.number) }
        state.imports.formUnion(plan.imports)
    }

    /// Lets go of variables that nobody can name or use any more.
    private func release(_ variables: [(cell: Int, name: String)], _ onEvent: (CellEvent) -> Void) {
        for (cell, name) in variables {
            host.send("free \(cell) \(name)")
            let ended = host.wait {
                onEvent(.stream($0, $1))
            } onEvent: {
                if case .done = $0 { true } else { false }
            }
            if ended != nil { return }
        }
    }
}

extension NotebookState {
    /// Takes up the variables that a cell has set.
    ///
    /// - Returns: those that they replace and that no function or closure of a cell between can still read.
    mutating func adopt(_ new: [(name: String, variable: Variable)], of cell: Int) -> [(cell: Int, name: String)] {
        var released: [(Int, String)] = []
        for (name, variable) in new where variable.cell == cell {
            if let old = variables[name], old.cell != cell {
                let isCaptured = records.values.contains {
                    $0.number >= old.cell && $0.number != cell && $0.plan.captured.contains(name)
                }
                if !isCaptured { released.append((old.cell, name)) }
            }
            variables[name] = variable
            lost.remove(name)
        }
        // A function or type takes a variable's name over.
        for declaration in records[cell]?.plan.declarations ?? []
        where declaration.kind != .variable && declaration.kind != .extension {
            variables[declaration.name] = nil
            lost.remove(declaration.name)
        }
        return released
    }
}
