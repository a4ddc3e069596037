/// What a Markdown text needs to know of its surroundings.
struct MarkdownContext {
    /// Where links lead that are named by `[text][name]`.
    var references: [String: String] = [:]
    /// The `data:` address of a picture, if it can be had without a network.
    var pictureData: (_ target: String) -> String?

    /// The HTML of a picture; a link where the picture cannot be part of the page.
    func picture(_ target: String, _ description: String, _ title: String) -> String {
        let text = HTML.escaped(description)
        if let data = target.hasPrefix("data:image/") ? HTML.escaped(target) : pictureData(target) {
            return "<img src=\"\(data)\" alt=\"\(text)\"\(title)>"
        }
        guard LinkTarget.isSafe(target) else { return text }
        return "<a href=\"\(HTML.escaped(target))\"\(title)>\(text.isEmpty ? HTML.escaped(target) : text)</a>"
    }
}
