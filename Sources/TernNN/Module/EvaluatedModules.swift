/// The modules in evaluation mode among those that don't keep their mode themselves. All others are in training mode.
enum EvaluatedModules {
    private static let table = ObjectTable<Void>()

    static func contains(_ module: any Module) -> Bool { table.value(of: module) != nil }

    static func set(_ module: any Module, isEvaluated: Bool) {
        // Setting what is so already is the usual case, and then nothing is written.
        guard contains(module) != isEvaluated else { return }
        table.update(module) { $0 = isEvaluated ? () : nil }
    }

    /// How many entries the table has, those of modules that have gone included.
    static var count: Int { table.count }
}
