/// What a cell does while it runs, in the order in which it happens.
public enum CellEvent: Sendable, Equatable {
    /// Text that the cell wrote.
    case stream(StreamName, String)
    /// Something to look at; with `update`, in the place of what was shown with the same `displayID` before.
    case display(MIMEData, displayID: String?, update: Bool)
    /// The value of the cell's last expression.
    case result(MIMEData)
    /// Why the cell ended early: `traceback` has the lines for the reader, with terminal colours.
    case error(name: String, value: String, traceback: [String])
}

/// One of a cell's two streams of text.
public enum StreamName: String, Sendable {
    /// What `print` writes.
    case stdout
    /// Warnings and the runtime's messages.
    case stderr
}

/// A value's forms by media type: text as it is, pictures of pixels in base 64.
public typealias MIMEData = [String: String]
