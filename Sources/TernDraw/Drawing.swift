import Foundation
import TernCore
import TernFormats

/// A picture: an SVG document for pages and files, and text for terminals.
///
/// The SVG has no scripts and asks for nothing from elsewhere. Its lines and letters take the colour of the text around it; opened
/// alone, they are dark on light or light on dark, as the reader's system prefers.
///
/// `print(drawing)` shows the text form, as wide as the terminal.
public protocol Drawing: CustomStringConvertible {
    /// The picture as an SVG document.
    var svg: String { get }

    /// The picture as lines of text.
    ///
    /// - Parameter terminal: its width and what it can show. See `Terminal.current`.
    func text(for terminal: Terminal) -> String
}

extension Drawing {
    /// The picture as text for the terminal that the program runs in.
    public var description: String { text(for: .current) }

    /// Writes the SVG document to a file.
    ///
    /// - Parameter file: its place; an existing file is replaced as a whole.
    /// - Throws: `TensorError` for a file that cannot be written.
    public func save(to file: URL) throws {
        let text = svg
        try AtomicFile.write(file.path, "save") { try $0.write(text.utf8) }
    }
}
