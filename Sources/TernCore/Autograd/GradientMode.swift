import CTernKernels

/// Whether operations of the current thread record themselves for `backward()`.
package enum GradientMode {
    /// On by default, in every thread.
    package static var isRecording: Bool { tern_thread_slot_get(TERN_SLOT_RECORDING) == 0 }

    package static func with<Result>(recording: Bool, _ body: () throws -> Result) rethrows -> Result {
        let previous = tern_thread_slot_get(TERN_SLOT_RECORDING)
        tern_thread_slot_set(TERN_SLOT_RECORDING, recording ? 0 : 1)
        defer { tern_thread_slot_set(TERN_SLOT_RECORDING, previous) }
        return try body()
    }
}

/// Runs `body` without recording: for evaluation, and for updates of parameters.
///
/// Applies to the current thread, until `body` returns.
///
/// - Source: `torch.no_grad`.
public func noGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
    try GradientMode.with(recording: false, body)
}

/// Runs `body` with recording on, inside a `noGrad`.
///
/// - Source: `torch.enable_grad`.
public func enableGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
    try GradientMode.with(recording: true, body)
}

/// Whether operations are being recorded in this thread.
///
/// - Source: `torch.is_grad_enabled`.
public var isGradEnabled: Bool { GradientMode.isRecording }
