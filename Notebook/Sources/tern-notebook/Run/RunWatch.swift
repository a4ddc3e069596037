import Foundation
import NotebookEngine

/// Stops a cell that takes too long, or when the user presses Ctrl-C.
final class RunWatch: @unchecked Sendable {
    enum Stop {
        case timeout
        case interrupted
    }

    private let session: Session
    private let queue = DispatchQueue(label: "tern-notebook.watch")
    private let signals: any DispatchSourceSignal
    private var timer: (any DispatchSourceTimer)?
    private var stop: Stop?

    /// How often a cell that goes on is asked again.
    private static let patience = 2.0

    init(_ session: Session) {
        self.session = session
        signal(SIGINT, SIG_IGN)
        signals = DispatchSource.makeSignalSource(signal: SIGINT, queue: queue)
        signals.setEventHandler { [self] in
            // A second one is for a cell that does not give in.
            if stop == .interrupted { StandardError.write("waiting for the cell to end…\n") }
            stop = .interrupted
            session.interrupt()
        }
        signals.resume()
    }

    func begin(timeout: Double?) {
        queue.sync {
            guard let timeout else { return }
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.schedule(deadline: .now() + timeout, repeating: Self.patience)
            timer.setEventHandler { [self] in
                stop = stop ?? .timeout
                session.interrupt()
            }
            timer.resume()
            self.timer = timer
        }
    }

    /// Why the cell was stopped, if it was. The next cell begins with nothing asked for.
    func endOfCell() -> Stop? {
        queue.sync {
            timer?.cancel()
            timer = nil
            defer { stop = nil }
            return stop
        }
    }

    func end() {
        signals.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
