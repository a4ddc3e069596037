/// Makes the call that a case of one operation describes.
protocol CaseAdapter {
    /// The operation's name in case files.
    static var op: String { get }
    /// Makes the call and yields its outputs. The gradients of what is left are computed afterwards.
    static func run(_ run: CaseRun) throws
}

/// Makes a case's call and yields its outputs.
typealias CaseReplay = (CaseRun) throws -> Void

/// All that can be replayed.
enum CaseAdapters {
    /// How a case is replayed; nil if its operation has no Swift twin.
    static func replay(of item: ConformanceCase) -> CaseReplay? {
        if let adapter = own.first(where: { $0.op == item.op }) { return adapter.run }
        switch item.form {
        case "module": return LayerTable.all[item.op].map { maker in { try LayerReplay.run($0, maker) } }
        case "optimizer": return { try OptimizerReplay.run($0, item.op) }
        default: return Operations.all[item.op].map { operation in { try OperationReplay.run($0, operation) } }
        }
    }

    /// Operations whose cases have a format of their own.
    private static var own: [any CaseAdapter.Type] {
        [
            Conv2dAdapter.self, MaxPool2dAdapter.self, BatchNorm2dAdapter.self, BatchNormAdapter.self,
            ReprAdapter.self, RandomAdapter.self,
        ]
    }
}
