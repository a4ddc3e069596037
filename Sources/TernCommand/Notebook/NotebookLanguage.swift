import ArgumentParser

/// The language of the notes.
package enum NotebookLanguage: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// English.
    case english = "en"
    /// Chinese.
    case chinese = "zh"

    /// The user's language, as the environment of a process says it: the first of the three that is set counts.
    package static func preferred(in environment: [String: String]) -> NotebookLanguage {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale?.lowercased().hasPrefix("zh") == true ? .chinese : .english
    }
}
