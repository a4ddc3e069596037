/// Where links may lead.
enum LinkTarget {
    /// Whether following a link runs nothing.
    static func isSafe(_ target: String) -> Bool {
        let scalars = target.unicodeScalars.filter { $0.value > 0x20 }
        let scheme = scalars.prefix { $0 != ":" && $0 != "/" && $0 != "#" && $0 != "?" }
        guard scheme.count < scalars.count, scalars[scheme.endIndex] == ":" else { return true }
        return ["http", "https", "mailto", "ftp"].contains(String(String.UnicodeScalarView(scheme)).lowercased())
    }
}
