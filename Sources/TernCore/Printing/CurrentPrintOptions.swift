import Foundation

/// The options in force: one set for the program, and one for each `withPrintOptions` block that runs.
final class CurrentPrintOptions: @unchecked Sendable {
    /// The innermost block's options, else the program's. Task-local, so that blocks in different tasks don't disturb
    /// each other.
    @TaskLocal static var scope = CurrentPrintOptions(.default)

    private var options: PrintOptions
    private let lock = NSLock()

    init(_ options: PrintOptions) { self.options = options }

    var value: PrintOptions { lock.withLock { options } }

    func change(_ body: (PrintOptions) -> PrintOptions) { lock.withLock { options = body(options) } }
}

/// Sets how tensors are printed: by the whole program, or until its end by the `withPrintOptions` block around the call.
///
/// What is not given stays, except `sciMode`, which every call sets: leaving it out makes it automatic again.
///
/// - Parameters:
///   - precision: digits after the point.
///   - threshold: the most elements that are printed in full.
///   - edgeItems: positions shown at each end of a dimension in a summary.
///   - lineWidth: columns.
///   - sciMode: whether to use scientific notation. Default nil: as the magnitudes ask for it.
///   - profile: options to start from: `.default`, `.short`, `.full` or any others, such as saved ones.
/// - Source: `torch.set_printoptions`.
public func setPrintOptions(
    precision: Int? = nil, threshold: Int? = nil, edgeItems: Int? = nil, lineWidth: Int? = nil, sciMode: Bool? = nil,
    profile: PrintOptions? = nil
) {
    CurrentPrintOptions.scope.change {
        $0.changed(
            precision: precision, threshold: threshold, edgeItems: edgeItems, lineWidth: lineWidth, sciMode: sciMode,
            profile: profile)
    }
}

/// How tensors are printed now.
///
/// - Source: `torch.get_printoptions`.
public func getPrintOptions() -> PrintOptions { CurrentPrintOptions.scope.value }

/// Runs `body` with other print options.
///
/// They hold for the current task (or thread) and the tasks that it starts, until `body` returns; other threads' printing
/// doesn't change.
///
/// - Parameters:
///   - precision: digits after the point.
///   - threshold: the most elements that are printed in full.
///   - edgeItems: positions shown at each end of a dimension in a summary.
///   - lineWidth: columns.
///   - sciMode: whether to use scientific notation. Default nil: as the magnitudes ask for it.
///   - profile: options to start from.
///   - body: what to run.
/// - Source: `torch.printoptions`.
public func withPrintOptions<Result>(
    precision: Int? = nil, threshold: Int? = nil, edgeItems: Int? = nil, lineWidth: Int? = nil, sciMode: Bool? = nil,
    profile: PrintOptions? = nil, _ body: () throws -> Result
) rethrows -> Result {
    let options = getPrintOptions().changed(
        precision: precision, threshold: threshold, edgeItems: edgeItems, lineWidth: lineWidth, sciMode: sciMode,
        profile: profile)
    return try CurrentPrintOptions.$scope.withValue(CurrentPrintOptions(options), operation: body)
}
