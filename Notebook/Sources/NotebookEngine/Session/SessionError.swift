/// Why a session cannot start.
public struct SessionError: Error, CustomStringConvertible, Sendable {
    /// One or more lines for the reader: what is missing and what to do.
    public var description: String
}
