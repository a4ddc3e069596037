/// Where links may lead and what pictures may be, judged as a browser reads an address.
enum LinkTarget {
    /// The address of a link that runs nothing when it is followed; nil for all others.
    static func link(_ target: String) -> String? {
        let target = cleaned(target)
        guard let scheme = scheme(target) else { return target }
        return ["http", "https", "mailto", "ftp"].contains(scheme) ? target : nil
    }

    /// The address of a picture that is a part of the page itself; nil for all others.
    static func picture(_ target: String) -> String? {
        let target = cleaned(target)
        guard scheme(target) == "data", let comma = target.utf8.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let kind = target[..<comma].dropFirst("data:".count).lowercased().split(
            separator: ";", omittingEmptySubsequences: false)
        guard let mime = kind.first, pictureTypes.contains(String(mime)) else { return nil }
        let isPlain = kind.dropFirst().allSatisfy { parameter in
            parameter.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-=".utf8.contains($0) }
        }
        return isPlain ? target : nil
    }

    /// The `data:` address of a picture; nil if its type is none of a picture, or the content no base 64.
    static func picture(mime: String, base64: String) -> String? {
        let content = base64.utf8.filter { !$0.isHTMLSpace }
        guard pictureTypes.contains(mime.lowercased()),
            content.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || "+/=".utf8.contains($0) })
        else { return nil }
        return "data:\(mime.lowercased());base64,\(String(decoding: content, as: UTF8.self))"
    }

    private static let pictureTypes: Set<String> = [
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "image/bmp", "image/avif",
    ]

    /// The address without what browsers leave out: controls and spaces at its ends, tabs and line ends anywhere.
    private static func cleaned(_ target: String) -> String {
        var scalars = target.unicodeScalars.drop { $0.value <= 0x20 }
        while let last = scalars.last, last.value <= 0x20 { scalars.removeLast() }
        guard scalars.contains(where: { "\t\n\r".unicodeScalars.contains($0) }) else { return String(scalars) }
        return String(String.UnicodeScalarView(scalars.filter { !"\t\n\r".unicodeScalars.contains($0) }))
    }

    /// What stands before a colon that comes before any other mark; nil for an address of the same place.
    private static func scheme(_ target: String) -> String? {
        let scheme = target.utf8.prefix { !":/?#".utf8.contains($0) }
        guard scheme.endIndex < target.utf8.endIndex, target.utf8[scheme.endIndex] == UInt8(ascii: ":") else {
            return nil
        }
        return String(Substring(scheme)).lowercased()
    }
}
