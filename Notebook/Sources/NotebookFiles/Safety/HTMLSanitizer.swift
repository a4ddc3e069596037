/// Writes HTML from a notebook anew, so that a page gets what `HTMLPolicy` allows and nothing else.
///
/// Every tag and every attribute's value is written here, in one form that can be read in one way only; tags close in the order in which
/// they were opened. What was in the text cannot be anything else to a browser than what it is here.
struct HTMLSanitizer {
    /// What becomes of tags that are not allowed.
    enum Refused {
        /// Their text is shown: they were written for readers, in Markdown.
        case shown
        /// They are left out, with what is in them if that is no text: a program has made them.
        case dropped
    }

    /// The address of a picture as a part of the page, if it can be had, for one that a text names otherwise.
    typealias PictureData = (_ target: String) -> String?

    private let bytes: [UInt8]
    private let refused: Refused
    private let pictureData: PictureData
    private var scanner: HTMLTagScanner
    private var position = 0
    private var result: [UInt8] = []
    /// The elements that are open, and how many of each name.
    private var open: [(name: String, language: HTMLPolicy.Language)] = []
    private var openCounts: [String: Int] = [:]
    private var isComplete = true

    /// Browsers give up at 512 elements inside each other.
    private static let maximumDepth = 400

    /// - Parameters:
    ///   - html: elements as they would stand within `<body>`.
    ///   - refused: what becomes of tags that are not allowed.
    ///   - pictureData: gives pictures that are named otherwise than by their content. Default: there are none.
    static func sanitized(
        _ html: String, refused: Refused, pictureData: @escaping PictureData = { _ in nil }
    ) -> String {
        var sanitizer = HTMLSanitizer(html, refused, pictureData)
        sanitizer.run()
        return String(decoding: sanitizer.result, as: UTF8.self)
    }

    /// A drawing to stand in the page; nil if a part of it may not.
    static func drawing(_ svg: String) -> String? {
        var sanitizer = HTMLSanitizer(svg, .dropped) { _ in nil }
        sanitizer.run()
        return sanitizer.isComplete ? String(decoding: sanitizer.result, as: UTF8.self) : nil
    }

    private init(_ html: String, _ refused: Refused, _ pictureData: @escaping PictureData) {
        bytes = Array(html.utf8)
        scanner = HTMLTagScanner(bytes)
        self.refused = refused
        self.pictureData = pictureData
    }

    private mutating func run() {
        result.reserveCapacity(bytes.count + bytes.count / 8)
        while position < bytes.count {
            let text = bytes[position...].prefix { $0 != UInt8(ascii: "<") }
            writeText(text)
            position = text.endIndex
            if position < bytes.count { markup() }
        }
        while let element = open.popLast() { write("</\(element.name)>") }
    }

    // MARK: - Markup

    private mutating func markup() {
        if skipComment() { return }
        guard let tag = scanner.tag(at: position) else {
            write("&lt;")
            position += 1
            return
        }
        let start = position
        position = tag.end
        let name = tag.name.lowercased()
        if tag.isClosing { return close(name, start) }
        // An element of HTML inside a drawing would end the drawing.
        let outer = open.last?.language ?? .html
        guard HTMLPolicy.allows(name, in: outer), open.count < Self.maximumDepth else { return refuse(name, start) }
        let inner: HTMLPolicy.Language = name == "svg" ? .svg : name == "math" ? .mathML : outer
        if name == "img" { return picture(tag) }
        guard name != "input" || isCheckbox(tag) else { return refuse(name, start) }
        write("<" + (inner == .html ? name : tag.name))
        writeAttributes(tag, name, inner)
        write(">")
        if HTMLPolicy.void.contains(name) { return }
        if tag.isEmpty, inner != .html { return write("</\(tag.name)>") }
        open.append((inner == .html ? name : tag.name, inner))
        openCounts[name, default: 0] += 1
    }

    private mutating func close(_ name: String, _ start: Int) {
        guard openCounts[name, default: 0] > 0 else {
            if !HTMLPolicy.allows(name, in: open.last?.language ?? .html) { refuse(name, start, isClosing: true) }
            return
        }
        while let element = open.popLast() {
            write("</\(element.name)>")
            openCounts[element.name.lowercased(), default: 0] -= 1
            if element.name.lowercased() == name { return }
        }
    }

    /// Comments, declarations and processing instructions say nothing to readers.
    private mutating func skipComment() -> Bool {
        let rest = bytes[(position + 1)...]
        guard let mark = rest.first, mark == UInt8(ascii: "!") || mark == UInt8(ascii: "?") else { return false }
        if rest.starts(with: "!--".utf8) {
            position = end(of: "-->", from: position + 4) ?? bytes.count
        } else {
            guard let next = rest.dropFirst().first, next.isASCIILetter || next == UInt8(ascii: "[") else {
                return false
            }
            position = rest.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
        }
        return true
    }

    private mutating func refuse(_ name: String, _ start: Int, isClosing: Bool = false) {
        switch refused {
        case .shown: writeText(bytes[start..<position], escapingTags: true)
        case .dropped:
            guard HTMLPolicy.opaque.contains(name), !isClosing else {
                isComplete = false
                return
            }
            let content = position
            position = end(of: "</" + name, from: position) ?? bytes.count
            // What a drawing says of itself as a document of its own is nothing lost.
            if name != "style" || !bytes[content..<position].starts(with: "svg:root".utf8) { isComplete = false }
            position = bytes[position...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
        }
    }

    /// The place of a text in any letters, or behind it if it is the end of a comment.
    private func end(of text: String, from start: Int) -> Int? {
        let wanted = Array(text.utf8)
        let isComment = text == "-->"
        var place = isComment ? max(start - 2, 0) : start
        while place + wanted.count <= bytes.count {
            if zip(bytes[place...], wanted).allSatisfy({ $0 == $1 || $0.isASCIILetter && $0 | 0x20 == $1 }) {
                return isComment ? place + wanted.count : place
            }
            place += 1
        }
        return nil
    }

    // MARK: - Attributes

    private mutating func writeAttributes(_ tag: HTMLTag, _ element: String, _ language: HTMLPolicy.Language) {
        var seen = Set<String>()
        for attribute in tag.attributes {
            let name = attribute.name.lowercased()
            guard seen.insert(name).inserted else { continue }
            guard let value = HTMLPolicy.value(of: name, attribute.value ?? "", element: element, in: language) else {
                isComplete = false
                continue
            }
            if name == "style", value.isEmpty {
                isComplete = false
                continue
            }
            write(" " + (language == .html ? name : attribute.name))
            if attribute.value != nil { write("=\"\(HTML.escaped(value))\"") }
        }
    }

    /// A picture of the page itself, or one that the surroundings give; otherwise a link to it.
    private mutating func picture(_ tag: HTMLTag) {
        let target = tag.attributes.first { $0.name.lowercased() == "src" }?.value ?? ""
        var tag = tag
        tag.attributes.removeAll { $0.name.lowercased() == "src" }
        if let data = LinkTarget.picture(target) ?? pictureData(target).flatMap(LinkTarget.picture) {
            write("<img src=\"\(HTML.escaped(data))\"")
            writeAttributes(tag, "img", .html)
            return write(">")
        }
        isComplete = false
        let text = tag.attributes.first { $0.name.lowercased() == "alt" }?.value ?? ""
        tag.attributes = tag.attributes.filter { $0.name.lowercased() == "title" }
        guard !target.isEmpty, let link = LinkTarget.link(target), openCounts["a", default: 0] == 0 else {
            return write(HTML.escaped(text))
        }
        write("<a href=\"\(HTML.escaped(link))\"")
        writeAttributes(tag, "a", .html)
        write(">\(HTML.escaped(text.isEmpty ? target : text))</a>")
    }

    /// The only control that a page has: the box of a task, which cannot be changed.
    private func isCheckbox(_ tag: HTMLTag) -> Bool {
        func value(_ name: String) -> String?? { tag.attributes.first { $0.name.lowercased() == name }.map(\.value) }
        return value("type") == "checkbox" && value("disabled") != nil
    }

    // MARK: - Writing

    private mutating func write(_ text: String) { result += Array(text.utf8) }

    /// Writes text, in which character references stay.
    private mutating func writeText(_ text: ArraySlice<UInt8>, escapingTags: Bool = false) {
        for place in text.indices {
            switch text[place] {
            case UInt8(ascii: "&") where CharacterReferences.end(bytes, at: place) == nil: write("&amp;")
            case UInt8(ascii: "<"): write("&lt;")
            case UInt8(ascii: ">") where escapingTags: write("&gt;")
            case UInt8(ascii: "\"") where escapingTags: write("&quot;")
            // No form of HTML can hold other control characters.
            case 0..<9, 11, 12, 14..<32: write("\u{FFFD}")
            case let byte: result.append(byte)
            }
        }
    }
}
