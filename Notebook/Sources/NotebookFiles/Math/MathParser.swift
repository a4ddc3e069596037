/// Turns a LaTeX formula into MathML.
///
/// The subset is that of notebooks: fractions, roots, scripts, Greek, operators, brackets, accents, alphabets, text, matrices, cases
/// and aligned lines. Nothing fails: a command that is not known is shown as it was written.
package struct MathParser {
    private let tokens: [MathToken]
    private var position = 0
    private var depth = 0
    /// Whether the formula stands on its own rather than in a line of text, where sums have their limits beside.
    var isDisplay: Bool

    private static let maximumDepth = 60

    /// A formula as a `math` element.
    package static func mathML(_ latex: String, isDisplay: Bool) -> String {
        var parser = MathParser(tokens: MathToken.tokens(latex), isDisplay: isDisplay)
        let content = parser.lines()
        let display = isDisplay ? " display=\"block\"" : ""
        return "<math\(display) alttext=\"\(HTML.escaped(latex))\">\(content.xml)</math>"
    }

    private init(tokens: [MathToken], isDisplay: Bool) {
        self.tokens = tokens
        self.isDisplay = isDisplay
    }

    /// The whole formula; where it has several lines, aligned at `&`.
    private mutating func lines() -> MathNode {
        var rows = rows()
        while position < tokens.count {
            // A bracket without its partner.
            if let token = next() { rows[rows.count - 1][rows.last!.count - 1].append(MathParser.unknown(token)) }
            let more = self.rows()
            rows[rows.count - 1][rows.last!.count - 1] += more[0][0]
            rows[rows.count - 1] += more[0].dropFirst()
            rows += more.dropFirst()
        }
        if rows.count == 1, rows[0].count == 1 { return .row(rows[0][0]) }
        return MathTable.aligned.node(rows.map { $0.map(MathNode.row) })
    }

    // MARK: - Rows

    /// Rows of cells up to what closes them: `\\` separates rows and `&` cells.
    mutating func rows() -> [[[MathNode]]] {
        var rows: [[[MathNode]]] = [[[]]]
        while true {
            rows[rows.count - 1][rows.last!.count - 1] = sequence()
            if take(.character("&")) {
                rows[rows.count - 1].append([])
            } else if take(.command("\\")) || take(.command("cr")) {
                if take(.character("[")) { skip(through: .character("]")) }
                rows.append([[]])
            } else {
                // `\\` after the last row makes no empty one.
                if rows.count > 1, rows.last!.allSatisfy(\.isEmpty) { rows.removeLast() }
                return rows
            }
        }
    }

    /// Pieces up to what the caller has to take.
    private mutating func sequence() -> [MathNode] {
        depth += 1
        defer { depth -= 1 }
        var nodes: [MathNode] = []
        while let token = peek(), !isEnd(token) {
            guard depth < Self.maximumDepth else {
                position += 1
                nodes.append(MathParser.unknown(token))
                continue
            }
            guard let node = scripted(after: nodes.last) else { continue }
            if nodes.last?.role == .function, ![.operation, .space].contains(node.role) {
                nodes.append(.space(0.1667))
            }
            nodes.append(node)
        }
        return nodes
    }

    private func isEnd(_ token: MathToken) -> Bool {
        switch token {
        case .character("}"), .character("&"), .command("\\"), .command("cr"), .command("right"), .command("end"): true
        default: false
        }
    }

    // MARK: - Scripts

    /// The next piece with its scripts.
    private mutating func scripted(after previous: MathNode?) -> MathNode? {
        var base = atom(after: previous)
        var lower: MathNode?
        // What stands above: a superscript and any number of primes.
        var (upper, hasSuperscript): ([MathNode], Bool) = ([], false)
        while let token = peek() {
            switch token {
            case .character("_") where lower == nil:
                position += 1
                lower = argument()
            case .character("^") where !hasSuperscript:
                position += 1
                upper.append(argument())
                hasSuperscript = true
            case .character("'"), .character("’"):
                position += 1
                upper.append(.operation("′"))
            case .command("limits"):
                position += 1
                base?.limits = .fixed
            case .command("nolimits"):
                position += 1
                base?.limits = .beside
            default:
                return withScripts(base, lower, upper.isEmpty ? nil : .row(upper))
            }
        }
        return withScripts(base, lower, upper.isEmpty ? nil : .row(upper))
    }

    private func withScripts(_ base: MathNode?, _ lower: MathNode?, _ upper: MathNode?) -> MathNode? {
        if lower == nil, upper == nil { return base }
        let base = base ?? MathNode(xml: "<mi></mi>")
        let isBelow = base.limits == .fixed || base.limits == .movable && isDisplay
        var node =
            switch (lower, upper) {
            case (let lower?, let upper?):
                MathNode.element(isBelow ? "munderover" : "msubsup", [base, lower, upper])
            case (let lower?, nil): MathNode.element(isBelow ? "munder" : "msub", [base, lower])
            case (nil, let upper?): MathNode.element(isBelow ? "mover" : "msup", [base, upper])
            case (nil, nil): base
            }
        node.role = base.role
        return node
    }

    // MARK: - Pieces

    /// The next piece without its scripts; nil where only something invisible stood.
    private mutating func atom(after previous: MathNode?) -> MathNode? {
        guard let token = peek() else { return nil }
        switch token {
        case .space:
            position += 1
            return nil
        case .command(let name):
            position += 1
            return command(name)
        case .character("{"):
            return group()
        // The base is missing.
        case .character("_"), .character("^"), .character("'"): return nil
        case .character(let character):
            if ("0"..."9").contains(character) { return number() }
            position += 1
            return MathParser.character(character, after: previous)
        }
    }

    private mutating func number() -> MathNode {
        var digits = ""
        while case .character(let character)? = peek() {
            let isPoint = character == "." && position + 1 < tokens.count && MathParser.isDigit(tokens[position + 1])
            guard MathParser.isDigit(.character(character)) || isPoint else { break }
            digits.append(character)
            position += 1
        }
        return .number(digits)
    }

    private static func isDigit(_ token: MathToken) -> Bool {
        if case .character(let character) = token { ("0"..."9").contains(character) } else { false }
    }

    /// What stands between braces.
    mutating func group() -> MathNode {
        guard take(.character("{")) else { return .row([]) }
        let nodes = sequence()
        if !take(.character("}")), let token = peek(), token == .character("&") || token == .command("\\") {
            // No table is open inside a group.
            position += 1
            let rest = sequence()
            _ = take(.character("}"))
            return .row(nodes + rest)
        }
        return .row(nodes)
    }

    /// What a command or a script applies to: a group, or one piece.
    mutating func argument() -> MathNode {
        while peek() == .space { position += 1 }
        guard let token = peek(), !isEnd(token) else { return .row([]) }
        if case .character(let character) = token, MathParser.isDigit(token) {
            position += 1
            return .number(String(character))
        }
        guard depth < Self.maximumDepth else {
            position += 1
            return MathParser.unknown(token)
        }
        depth += 1
        defer { depth -= 1 }
        return atom(after: nil) ?? .row([])
    }

    /// What stands in brackets after a command, as the degree of a root.
    mutating func option() -> [MathNode]? {
        while peek() == .space { position += 1 }
        guard depth < Self.maximumDepth, take(.character("[")) else { return nil }
        depth += 1
        defer { depth -= 1 }
        var nodes: [MathNode] = []
        while let token = peek(), token != .character("]"), !isEnd(token) {
            if let node = scripted(after: nodes.last) { nodes.append(node) }
        }
        _ = take(.character("]"))
        return nodes
    }

    /// A command's argument as the text that it is, braces aside.
    mutating func rawArgument() -> String {
        while peek() == .space { position += 1 }
        guard take(.character("{")) else {
            guard let token = peek(), !isEnd(token) else { return "" }
            position += 1
            return MathParser.text(of: token)
        }
        var text = ""
        var open = 1
        while let token = next() {
            if token == .character("{") { open += 1 }
            if token == .character("}") { open -= 1 }
            if open == 0 { break }
            text += token == .character("{") || token == .character("}") ? "" : MathParser.text(of: token)
        }
        return text
    }

    // MARK: - Tokens

    func peek() -> MathToken? { position < tokens.count ? tokens[position] : nil }

    mutating func next() -> MathToken? {
        defer { position += 1 }
        return peek()
    }

    mutating func take(_ token: MathToken) -> Bool {
        var place = position
        while place < tokens.count, tokens[place] == .space, token != .space { place += 1 }
        guard place < tokens.count, tokens[place] == token else { return false }
        position = place + 1
        return true
    }

    private mutating func skip(through token: MathToken) {
        while let found = next(), found != token {}
    }

    static func unknown(_ token: MathToken) -> MathNode {
        switch token {
        case .command(let name): .text("\\" + name)
        case .character(let character): .text(String(character))
        case .space: .text(" ")
        }
    }

    /// What a token says inside `\text`.
    private static func text(of token: MathToken) -> String {
        switch token {
        case .command(let name) where name == " " || name == ",": " "
        case .command(let name) where name.first?.isLetter != true: name
        case .command(let name):
            MathSymbols.identifiers[name] ?? MathSymbols.operations[name] ?? "\\" + name
        case .character("~"): "\u{A0}"
        case .character(let character): String(character)
        case .space: " "
        }
    }
}
