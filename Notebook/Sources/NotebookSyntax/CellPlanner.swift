import Foundation
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// Turns a cell's text into what is compiled.
///
/// Nothing is wrapped in a function: a cell is a script of its own, so its top-level variables are the module's globals, set in the
/// order of the statements. What is added: a mark before each statement, a check in each loop, `_cellResult( )` around the last
/// expression, and `_cellAwait { }` around what awaits.
public struct CellPlanner {
    /// The number in `In [n]`.
    public var number: Int
    /// Modules that earlier cells have imported. A second import would make names that cells have declared since ambiguous.
    public var knownImports: Set<String> = []
    /// Statements from this index on are left out, unless they are declarations of functions and types: they never ran.
    public var reached: Int?
    /// Names that a later cell has declared anew: these declarations get another name.
    public var hidden: Set<HiddenName> = []
    /// Whether the last expression's value is shown.
    public var showsResult = true

    /// A planner for a cell.
    public init(number: Int) { self.number = number }

    /// The name of the file in a cell's positions.
    public static func fileName(_ number: Int) -> String { "In [\(number)]" }

    /// The name of the file for a first line before which something had to be put: its columns are that much too far to the right.
    static func shiftedFileName(_ number: Int, by columns: Int) -> String { "In [\(number)] +\(columns)" }

    /// The cell's number and the place in it that a position of the compiler means; nil outside of cells.
    public static func place(file: some StringProtocol, line: Int, column: Int) -> (cell: Int, place: Place)? {
        guard let start = file.range(of: "In [")?.upperBound, let end = file[start...].firstIndex(of: "]"),
            let number = Int(file[start..<end])
        else { return nil }
        let shift = line == 1 ? Int(file[end...].dropFirst(3)) ?? 0 : 0
        return (number, Place(line: max(line, 1), column: max(column - shift, 1)))
    }

    /// The plan for a cell's text.
    ///
    /// - Throws: `SyntaxProblems`.
    public func plan(_ text: String) throws -> CellPlan {
        let tree = Parser.parse(source: text)
        let converter = SourceLocationConverter(fileName: "", tree: tree)
        try refuse(tree, converter)
        let statements = Array(tree.statements)
        var writer = CellWriter(planner: self, converter: converter, statements: statements)
        for (index, statement) in statements.enumerated() {
            writer.write(statement, index, isLast: index == statements.count - 1)
        }
        let captured = CapturedNames(viewMode: .sourceAccurate)
        captured.walk(tree)
        writer.plan.captured = captured.names
        writer.plan.mentioned = Set(
            tree.tokens(viewMode: .sourceAccurate).filter {
                if case .identifier = $0.tokenKind { true } else { false }
            }.map(name))
        return writer.plan
    }

    private func refuse(_ tree: SourceFileSyntax, _ converter: SourceLocationConverter) throws {
        var problems = ParseDiagnosticsGenerator.diagnostics(for: tree)
            .filter { $0.diagMessage.severity == .error }
            .map { diagnostic -> SyntaxProblems.Problem in
                let location = diagnostic.location(converter: converter)
                return .init(place: Place(line: location.line, column: location.column), message: diagnostic.message)
            }
        for statement in tree.statements {
            guard let variable = statement.item.as(VariableDeclSyntax.self),
                let keyword = variable.modifiers.first(where: { $0.name.tokenKind == .keyword(.async) })
            else { continue }
            let location = keyword.startLocation(converter: converter)
            problems.append(
                .init(
                    place: Place(line: location.line, column: location.column),
                    message: "'async let' needs a body around it in a notebook: write do { async let ... }"))
        }
        if !problems.isEmpty { throw SyntaxProblems(problems: problems) }
    }
}
