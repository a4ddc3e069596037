/// Makes the call that a case of one operation describes.
protocol CaseAdapter {
    /// The operation's name in case files.
    static var op: String { get }
    /// Makes the call and yields its outputs. The gradients of what is left are computed afterwards.
    static func run(_ run: CaseRun) throws
}

/// All operations that have an adapter.
enum CaseAdapters {
    static func adapter(for op: String) -> (any CaseAdapter.Type)? { all.first { $0.op == op } }

    private static var all: [any CaseAdapter.Type] {
        [
            Conv2dAdapter.self, MaxPool2dAdapter.self, BatchNorm2dAdapter.self, BatchNormAdapter.self,
            ReprAdapter.self, RandomAdapter.self,
        ]
    }
}
