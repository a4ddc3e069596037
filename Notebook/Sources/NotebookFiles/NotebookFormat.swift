/// The version of the notebook format that is written.
public enum NotebookFormat {
    /// The number before the dot.
    public static let major = 4
    /// The number behind it.
    public static let minor = 5
}
