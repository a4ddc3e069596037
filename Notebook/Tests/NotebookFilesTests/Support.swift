/// The first tag that is closed by another one or not at all; nil if all are in order.
func unbalancedTag(_ html: String) -> String? {
    let empty: Set<Substring> = ["br", "hr", "img", "input", "meta", "wbr"]
    var open: [Substring] = []
    var rest = Substring(html)
    while let start = rest.firstIndex(of: "<") {
        rest = rest[rest.index(after: start)...]
        guard let end = rest.firstIndex(of: ">") else { return "<" + rest.prefix(20) }
        let tag = rest[..<end]
        rest = rest[rest.index(after: end)...]
        let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber || $0 == "!" }
        if tag.hasPrefix("/") {
            guard open.popLast() == name else { return String(tag) }
        } else if !empty.contains(name), !tag.hasSuffix("/"), !tag.hasPrefix("!") {
            open.append(name)
        }
    }
    return open.last.map(String.init)
}
