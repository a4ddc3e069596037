extension MathParser {
    /// What a command stands for; nil where it only changes how the rest is set.
    mutating func command(_ name: String) -> MathNode? {
        if let symbol = MathSymbols.identifiers[name] {
            // Capital Greek letters stand upright.
            let isUpright = symbol.unicodeScalars.first.map { ("Α"..."Ω").contains($0) } ?? false
            return isUpright ? MathNode(xml: "<mi mathvariant=\"normal\">\(symbol)</mi>") : .identifier(symbol)
        }
        if let symbol = MathSymbols.operations[name] { return .operation(symbol) }
        if let symbol = MathSymbols.largeOperations[name] {
            var node = MathNode.operation(symbol)
            node.limits = .movable
            return node
        }
        if let symbol = MathSymbols.integrals[name] { return .operation(symbol) }
        if let symbol = MathSymbols.brackets[name] { return bracket(symbol) }
        if let limits = MathSymbols.functions[name] { return function(name, limits) }
        if let ems = MathSymbols.spaces[name] { return .space(ems) }
        if let accent = MathSymbols.accents[name] { return accented(accent.sign, "mover", grows: accent.grows) }
        if let sign = MathSymbols.accentsBelow[name] { return accented(sign, "munder", grows: true) }
        if let alphabet = MathAlphabet(command: name) { return styled(alphabet) }
        return structure(name)
    }

    // MARK: - Kinds of commands

    private func bracket(_ symbol: String) -> MathNode {
        if symbol == "|" || symbol == "‖" { return MathParser.bar(symbol) }
        let isClosing = MathSymbols.closingBrackets.contains(symbol)
        return .operation(symbol, "stretchy=\"false\"", role: isClosing ? .ordinary : .operation)
    }

    private func function(_ name: String, _ limits: MathNode.Limits) -> MathNode {
        let text = ["argmax": "arg\u{2009}max", "argmin": "arg\u{2009}min"][name] ?? name
        return MathNode(xml: "<mi>\(text)</mi>", role: .function, limits: limits)
    }

    private mutating func accented(_ sign: String, _ element: String, grows: Bool) -> MathNode {
        let sign = MathNode.operation(sign, "stretchy=\"\(grows)\"")
        var node = MathNode.element(
            element, [argument(), sign], element == "mover" ? "accent=\"true\"" : "accentunder=\"true\"")
        if node.xml.contains("⏞") || node.xml.contains("⏟") { node.limits = .fixed }
        return node
    }

    /// Letters of another alphabet. What is not only letters and digits is set as it is, with its letters changed.
    private mutating func styled(_ alphabet: MathAlphabet) -> MathNode {
        let node = argument()
        // Only text between tags changes.
        var result = ""
        var rest = Substring(node.xml)
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            result += alphabet.styled(String(rest[..<open])) + rest[open...close]
            rest = rest[rest.index(after: close)...]
        }
        // A letter that has its style already is not to be made italic.
        return MathNode(xml: (result + rest).replacingEach("<mi>", with: "<mi mathvariant=\"normal\">"))
    }

    private mutating func structure(_ name: String) -> MathNode? {
        switch name {
        case "frac", "tfrac", "cfrac", "dfrac": return fraction(isLarge: name == "dfrac")
        case "binom", "dbinom", "tbinom":
            let parts = inText { [$0.argument(), $0.argument()] }
            return .row([
                .operation("("), .element("mfrac", parts, "linethickness=\"0\""), .operation(")", role: .ordinary),
            ])
        case "sqrt":
            if let degree = option() { return .element("mroot", [argument(), .row(degree)]) }
            return .element("msqrt", [argument()])
        case "text", "textrm", "textnormal", "mbox", "hbox", "texttt", "textsf", "textit", "emph":
            return .text(rawArgument())
        case "textbf": return .text(MathAlphabet.bold.styled(rawArgument()))
        case "mathrm", "mathit", "operatorname", "mathnormal", "mathup": return upright(name)
        case "left": return fenced()
        case "middle": return delimiter().map { .operation($0, "stretchy=\"true\"") }
        case "begin": return environment()
        case "overset", "stackrel", "underset":
            let (sign, base) = (argument(), argument())
            return .element(name == "underset" ? "munder" : "mover", [base, sign])
        case "not":
            let node = argument()
            return MathNode(xml: node.xml.replacingEach("</mo>", with: "\u{338}</mo>"), role: .operation)
        case "pmod":
            return .row([.space(0.4), .operation("("), .identifier("mod"), .space(0.3), argument(), .operation(")")])
        case "bmod", "mod": return .operation("mod", "lspace=\"0.3em\" rspace=\"0.3em\"")
        case "phantom", "hphantom", "vphantom": return .element("mphantom", [argument()])
        case "boxed": return .element("mrow", [argument()], "style=\"border:1px solid;padding:0.2em\"")
        case "color", "textcolor", "mathcolor": return coloured(hasArgument: name != "color")
        case "tag": return .row([.space(2), .text("(\(rawArgument()))")])
        case "label", "hspace", "vspace":
            _ = rawArgument()
            return nil
        case "displaystyle":
            isDisplay = true
            return nil
        case "textstyle", "scriptstyle", "scriptscriptstyle", "rm", "bf", "it", "nonumber", "notag", "hline", "big",
            "Big",
            "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "mathop", "mathbin", "mathrel", "mathord",
            "limits", "nolimits", "centering":
            return nil
        default: return .text("\\" + name)
        }
    }

    // MARK: - Structures

    /// Runs what stands within a line even in a formula of its own.
    private mutating func inText<Result>(_ body: (inout MathParser) -> Result) -> Result {
        let outer = isDisplay
        isDisplay = false
        defer { isDisplay = outer }
        return body(&self)
    }

    private mutating func fraction(isLarge: Bool) -> MathNode {
        if isLarge { return .element("mfrac", [argument(), argument()], "displaystyle=\"true\"") }
        return .element("mfrac", inText { [$0.argument(), $0.argument()] })
    }

    /// Upright letters: a word is one name.
    private mutating func upright(_ command: String) -> MathNode {
        if command == "operatorname", take(.character("*")) {
            return MathNode(xml: "<mi>\(HTML.escaped(rawArgument()))</mi>", role: .function, limits: .movable)
        }
        let text = rawArgument()
        let role = command == "operatorname" ? MathNode.Role.function : .ordinary
        return MathNode(xml: "<mi mathvariant=\"normal\">\(HTML.escaped(text))</mi>", role: role)
    }

    /// `\left( … \right)`.
    private mutating func fenced() -> MathNode {
        let open = delimiter()
        let rows = rows()
        let close = take(.command("right")) ? delimiter() : nil
        let content =
            rows.count == 1 && rows[0].count == 1
            ? MathNode.row(rows[0][0]) : MathTable.aligned.node(rows.map { $0.map(MathNode.row) })
        func fence(_ text: String?, _ form: String) -> [MathNode] {
            text.map { [.operation($0, "fence=\"true\" stretchy=\"true\" form=\"\(form)\"")] } ?? []
        }
        // Even a single piece stays in a row of its own, so that the brackets grow with it alone.
        return .element("mrow", fence(open, "prefix") + [content] + fence(close, "postfix"))
    }

    /// The bracket after `\left` or `\right`; nil for a point, which stands for none.
    private mutating func delimiter() -> String? {
        while peek() == .space { _ = next() }
        switch peek() {
        case .character(".")?:
            _ = next()
            return nil
        case .character(let character)?:
            _ = next()
            return ["<": "⟨", ">": "⟩"][character] ?? String(character)
        case .command(let name)?:
            guard let symbol = MathSymbols.brackets[name] ?? MathSymbols.operations[name] else { return nil }
            _ = next()
            return symbol
        default: return nil
        }
    }

    /// `\begin{…} … \end{…}`.
    private mutating func environment() -> MathNode {
        let name = rawArgument()
        guard var table = MathTable(environment: name) else { return .text("\\begin{\(name)}") }
        if name == "array" {
            let columns = rawArgument().compactMap { ["l": "left", "c": "center", "r": "right"][$0] }
            if !columns.isEmpty { table.alignments = columns }
        }
        let outer = isDisplay
        isDisplay = table.isDisplay
        let rows = rows()
        isDisplay = outer
        if take(.command("end")) { _ = rawArgument() }
        return table.node(rows.map { $0.map(MathNode.row) })
    }

    private mutating func coloured(hasArgument: Bool) -> MathNode {
        let color = rawArgument()
        let isSafe = !color.isEmpty && color.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
        let content = hasArgument || peek() == .character("{") ? [argument()] : []
        return .element("mrow", content, isSafe ? "style=\"color:\(color)\"" : "")
    }
}

extension String {
    /// The text with every occurrence of a part replaced.
    fileprivate func replacingEach(_ part: String, with replacement: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: replacement)
    }
}
