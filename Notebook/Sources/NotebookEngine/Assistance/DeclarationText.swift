/// The text of an XML document without its elements.
func plainText(ofXML xml: String) -> String {
    xml.replacing(#/<[^>]*>/#, with: "")
        .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
        .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
}

/// A documentation comment as SourceKit has it, as Markdown: the abstract, the parameters, the result, the discussion.
func documentation(_ xml: String) -> String {
    var parts: [String] = []
    if let abstract = xml.firstMatch(of: #/<Abstract>(.*?)</Abstract>/#.dotMatchesNewlines()) {
        parts.append(plainText(ofXML: String(abstract.1)))
    }
    let parameters = xml.matches(
        of: #/<Parameter><Name>(.*?)</Name>.*?<Discussion>(.*?)</Discussion></Parameter>/#.dotMatchesNewlines())
    if !parameters.isEmpty {
        parts.append(
            parameters.map { "- `\(plainText(ofXML: String($0.1)))`: \(plainText(ofXML: String($0.2)))" }
                .joined(separator: "\n"))
    }
    if let result = xml.firstMatch(of: #/<ResultDiscussion>(.*?)</ResultDiscussion>/#.dotMatchesNewlines()) {
        parts.append("Returns: " + plainText(ofXML: String(result.1)))
    }
    // The last discussion is the declaration's own; those before it are the parameters'.
    let rest = xml.replacing(#/<Parameters>.*</Parameters>/#.dotMatchesNewlines(), with: "")
    if let discussion = rest.firstMatch(of: #/<Discussion>(.*?)</Discussion>/#.dotMatchesNewlines()) {
        parts.append(plainText(ofXML: String(discussion.1).replacing("</Para>", with: "\n")))
    }
    return parts.joined(separator: "\n\n")
}
