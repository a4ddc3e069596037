import Tern

extension LayerTable {
    static let products: [String: LayerMaker] = [
        "Linear": LayerMaker { Linear($0.int("in_features"), $0.int("out_features"), bias: $0.flag("bias", true)) },
        "Identity": LayerMaker { _ in Identity() },
    ]
}
