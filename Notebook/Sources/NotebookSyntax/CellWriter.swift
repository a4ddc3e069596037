import SwiftSyntax

/// Writes the statements of a cell one by one.
struct CellWriter {
    let planner: CellPlanner
    let converter: SourceLocationConverter
    var plan = CellPlan(source: "", declarations: [], imports: [], places: [], captured: [], mentioned: [])
    /// The types that the cell itself declares.
    private let declaredTypes: Set<String>
    private var importedHere: Set<String> = []

    init(planner: CellPlanner, converter: SourceLocationConverter, statements: [CodeBlockItemSyntax]) {
        declaredTypes = Set(
            statements.flatMap { declarations(of: $0, 0) }.filter { $0.kind == .type }.map(\.name))
        self.planner = planner
        self.converter = converter
    }

    mutating func write(_ statement: CodeBlockItemSyntax, _ index: Int, isLast: Bool) {
        let location = statement.startLocation(converter: converter, afterLeadingTrivia: true)
        plan.places.append(Place(line: location.line, column: location.column))
        if let declaration = statement.item.as(ImportDeclSyntax.self) {
            writeImport(declaration, Place(line: location.line, column: location.column))
            return
        }
        let declared = declarations(of: statement, index)
        if declared.contains(where: { $0.kind == .extension && planner.hides($0) }) { return }
        let isExecuted = declared.isEmpty || declared.contains { $0.kind == .variable }
        let wasReached = planner.reached.map { index < $0 } ?? true
        if isExecuted && !wasReached { return }
        plan.declarations += declared
        if !declared.isEmpty { plan.isVisible = true }
        if isExecuted { plan.source += "_cellStep(\(index))\n" }
        writeBody(statement, location, showsValue: isLast && planner.showsResult)
        guard statement.setsItsVariables else { return }
        for name in declared where name.kind == .variable && !planner.hides(name) {
            plan.source += "#sourceLocation(file: \"Cell_\(planner.number)\", line: 1)\n"
            plan.source += "_cellKeep(\(planner.number), \"\(name.name)\") { `\(name.name)` }\n"
        }
    }

    /// An import lasts for the rest of the notebook.
    private mutating func writeImport(_ declaration: ImportDeclSyntax, _ place: Place) {
        let module = declaration.path.trimmedDescription
        let isWhole = declaration.importKindSpecifier == nil
        if isWhole, planner.knownImports.contains(module) || !importedHere.insert(module).inserted { return }
        if isWhole { plan.imports.append(module) }
        plan.isVisible = true
        let isExported = declaration.attributes.contains { $0.trimmedDescription == "@_exported" }
        plan.source += above(place, isExported ? "" : "@_exported ") + declaration.trimmedDescription + "\n"
    }

    private mutating func writeBody(_ statement: CodeBlockItemSyntax, _ location: SourceLocation, showsValue: Bool) {
        let (guarded, bindings) = GuardBindings.rewrite(statement)
        let awaited = Awaiting(file: CellPlanner.fileName(planner.number), converter: converter, original: statement)
            .rewrite(guarded.with(\.semicolon, nil))
        var item = LoopChecks(converter: converter).rewrite(CodeBlockItemListSyntax([awaited])).cast(
            CodeBlockItemListSyntax.self
        ).first!
        item = VisibleRewriter().rewrite(item).cast(CodeBlockItemSyntax.self)
        item = PublicMembers(declaredTypes: declaredTypes).rewrite(item)
        if !planner.hidden.isEmpty {
            item = HiddenNamesRewriter(planner.hidden).rewrite(item).cast(CodeBlockItemSyntax.self)
        }
        let leading = statement.leadingTrivia.description
        let firstLine = location.line - leading.filter(\.isNewline).count
        let indentation =
            firstLine == location.line
            ? String(repeating: " ", count: max(location.column - 1 - leading.utf8.count, 0)) : ""
        let text = indentation + leading + item.with(\.leadingTrivia, []).description
        if showsValue, isValue(statement) {
            let call = statement.semicolon == nil ? "_cellResult(" : "_cellIgnore("
            plan.source += above(Place(line: firstLine, column: 1), call) + text + "\n)\n"
        } else {
            plan.source += directive(firstLine) + text + "\n" + bindings
        }
    }

    /// Text before a place, such that the place keeps its line and column: on the line above where there is one.
    private func above(_ place: Place, _ text: String) -> String {
        if text.isEmpty || place.line > 1 {
            return directive(max(place.line - 1, 1)) + text + "\n" + String(repeating: " ", count: place.column - 1)
        }
        let file = CellPlanner.shiftedFileName(planner.number, by: text.utf8.count)
        return "#sourceLocation(file: \"\(file)\", line: 1)\n" + String(repeating: " ", count: place.column - 1) + text
    }

    private func directive(_ line: Int) -> String {
        "#sourceLocation(file: \"\(CellPlanner.fileName(planner.number))\", line: \(line))\n"
    }

    /// Whether the statement has a value: to show, or with a semicolon behind it to be quiet about.
    private func isValue(_ statement: CodeBlockItemSyntax) -> Bool {
        guard case .expr(let expression) = statement.item else { return false }
        if expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self) { return false }
        guard let sequence = expression.as(SequenceExprSyntax.self) else { return true }
        return !sequence.elements.contains { element in
            guard let binary = element.as(BinaryOperatorExprSyntax.self) else {
                return element.is(AssignmentExprSyntax.self)
            }
            let name = binary.operator.text
            return name.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(name)
        }
    }
}
