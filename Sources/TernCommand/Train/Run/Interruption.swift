import Dispatch
import Foundation
import Tern

/// Ends a training at Ctrl-C, at a polite `kill` and when its terminal is closed: after the step that is being made, with a
/// checkpoint. A second signal ends it at once.
final class Interruption: TrainingCallback {
    private let signals = ReceivedSignals()
    private let sources: [any DispatchSourceSignal]

    /// Listens from now on. A signal that the process was started to ignore (`nohup`) stays ignored.
    ///
    /// - Parameter endAtOnce: what is done before a second signal ends the process.
    init(endAtOnce: @escaping @Sendable () -> Void) {
        let signals = signals
        sources = [SIGINT, SIGTERM, SIGHUP].filter { !Interruption.isIgnored($0) }.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                guard signals.receive(number) else {
                    StandardStream.errors.write("\nstopping after this step; once more to end at once\n")
                    return
                }
                endAtOnce()
                Interruption.end(by: number)
            }
            source.resume()
            return source
        }
    }

    deinit { for source in sources { source.cancel() } }

    /// The signal that has come; nil for none.
    var received: Int32? { signals.first }

    /// Stops the training if a signal has come.
    func stepEnded(_ trainer: Trainer, loss: Double, samples: Int) {
        if received != nil { trainer.stop() }
    }

    /// Ends the process as the signal would have, so that a shell sees what it was.
    static func end(by number: Int32) -> Never {
        fflush(nil)
        signal(number, SIG_DFL)
        // To the process, not to this thread, which may be one that takes no signals.
        kill(getpid(), number)
        sleep(1)
        exit(128 + number)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

/// The first signal that has come.
private final class ReceivedSignals: @unchecked Sendable {
    private let lock = NSLock()
    private var number: Int32?

    var first: Int32? { lock.withLock { number } }

    /// Notes a signal; says whether one had come before.
    func receive(_ number: Int32) -> Bool {
        lock.withLock {
            defer { self.number = self.number ?? number }
            return self.number != nil
        }
    }
}
