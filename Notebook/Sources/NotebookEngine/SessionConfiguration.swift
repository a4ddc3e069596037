/// Where a session finds what it needs.
public struct SessionConfiguration: Sendable {
    /// The compiler on the path, or `TERN_SWIFTC`; the libraries beside the running tool, or `TERN_NOTEBOOK_RUNTIME`.
    public static var standard: SessionConfiguration { SessionConfiguration() }
}
