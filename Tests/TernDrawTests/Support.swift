import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What a document holds, as an XML parser sees it.
final class ParsedSVG: NSObject, XMLParserDelegate {
    private(set) var counts: [String: Int] = [:]
    private(set) var texts: [String] = []
    private(set) var attributes: [String: [[String: String]]] = [:]
    private var open: [String] = []

    /// Fails the test when the document is not well-formed, or holds a number that is none.
    init(_ svg: String, sourceLocation: SourceLocation = #_sourceLocation) {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        #expect(parser.parse(), "not XML: \(svg.prefix(300))", sourceLocation: sourceLocation)
        #expect(attributes["svg"]?.count == 1, sourceLocation: sourceLocation)
        #expect(counts["script"] == nil, sourceLocation: sourceLocation)
        let values = attributes.values.joined().flatMap { $0.values }
        #expect(!values.contains { $0.contains("nan") || $0.contains("inf") }, sourceLocation: sourceLocation)
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes found: [String: String]
    ) {
        counts[name, default: 0] += 1
        attributes[name, default: []].append(found)
        open.append(name)
        if name == "text" { texts.append("") }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
        if open.last == "text" { texts[texts.count - 1] += characters }
    }
}
