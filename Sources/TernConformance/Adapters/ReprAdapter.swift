import Tern

/// `repr`: what `print` writes.
enum ReprAdapter: CaseAdapter {
    static let op = "repr"

    static func run(_ run: CaseRun) throws {
        let x = try run.input("input")
        run.text = try run.arguments.bool("requires_grad") ? x.requiringGrad().description : x.description
    }
}
