/// How a cell ended.
public struct Outcome: Sendable, Equatable {
    /// The three ways to end.
    public enum Status: String, Sendable {
        /// Every statement ran.
        case ok
        /// It didn't compile, threw, trapped or was interrupted: an `error` event said which.
        case error
        /// It wasn't run at all, because the session was shut down.
        case aborted
    }

    /// Which way it ended.
    public var status: Status
    /// The number in `In [n]`.
    public var executionCount: Int
    /// From the call to the end, compilation included.
    public var seconds: Double
}
