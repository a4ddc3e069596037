/// A value that notebooks show in a form of its own.
///
/// ```swift
/// extension Board: NotebookDisplayable {
///     var notebookData: [String: String] { ["text/html": table, "text/plain": description] }
/// }
/// ```
public protocol NotebookDisplayable {
    /// The value's forms by media type: text as it is, pictures of pixels in base 64.
    var notebookData: [String: String] { get }
}
