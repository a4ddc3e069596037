/// One thing to show in several forms: MIME types with text, base 64 or JSON.
package struct MimeBundle: Sendable, Equatable {
    /// The members as nbformat stores them.
    package let json: JSONObject

    package init(json: JSONObject) { self.json = json }

    /// A bundle of texts; binary forms in base 64.
    package init(_ texts: [String: String]) {
        json = JSONObject(
            texts.sorted { $0.key < $1.key }.map { mime, text in
                JSONObject.Member(
                    key: mime, value: Self.isSplit(mime) ? MultilineText.split(text) : .string(text))
            })
    }

    /// The MIME types, in the file's order.
    package var types: [String] { json.members.map(\.key) }

    /// The text, or base 64, of a MIME type; JSON values have none.
    package subscript(mime: String) -> String? { json[mime].flatMap(MultilineText.joined) }

    /// nbformat stores these line by line.
    private static func isSplit(_ mime: String) -> Bool {
        mime.hasPrefix("text/") || mime == "image/svg+xml" || mime == "application/javascript"
    }
}
