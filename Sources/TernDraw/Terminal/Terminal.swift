import Foundation
import TernCore

/// What a drawing's text form is made for.
public struct Terminal: Sendable, Hashable {
    /// How many characters a line has: 20 at least, 1000 at most.
    public var columns: Int { didSet { columns = Terminal.possible(columns) } }
    /// Whether letters beyond ASCII are shown: lines of dots and blocks need them.
    public var isUnicode: Bool
    /// Whether escape codes give colours.
    public var hasColors: Bool

    /// A terminal like that.
    ///
    /// - Parameters:
    ///   - columns: how many characters a line has. Default 80.
    ///   - isUnicode: whether letters beyond ASCII are shown. Default true.
    ///   - hasColors: whether escape codes give colours. Default false.
    public init(columns: Int = 80, isUnicode: Bool = true, hasColors: Bool = false) {
        self.columns = Terminal.possible(columns)
        self.isUnicode = isUnicode
        self.hasColors = hasColors
    }

    /// The terminal of the program's standard output.
    ///
    /// The width is that of the environment's `COLUMNS`, or what the system says, or 80; Unicode where the locale is UTF-8; colours
    /// where the output is not a file or pipe, unless `NO_COLOR` is set.
    public static var current: Terminal {
        Terminal(
            environment: ProcessInfo.processInfo.environment,
            windowColumns: TerminalWindow.columns(of: STDOUT_FILENO), isShown: isatty(STDOUT_FILENO) == 1)
    }

    package init(environment: [String: String], windowColumns: Int?, isShown: Bool) {
        let asked = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        // The first of these that is set decides, as in the C library.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let name = locale.lowercased()
        self.init(
            columns: asked ?? windowColumns ?? 80, isUnicode: name.contains("utf-8") || name.contains("utf8"),
            hasColors: isShown && TerminalWindow.allowsStyle(environment))
    }

    private static func possible(_ columns: Int) -> Int { min(max(columns, 20), 1000) }

    /// The text in a colour, where there are colours.
    func colored(_ text: String, _ index: Int) -> String {
        hasColors ? "\(Palette.code(index))\(text)\u{1B}[0m" : text
    }

    /// A label without what would move the cursor or colour the rest.
    static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
