import Foundation
import Tern
import TernConformance

/// `promotion.json`: which type each operation gives for each pair of types and kinds of operands.
struct PromotionTables: Sendable {
    /// Operation -> kinds ("dim,int") -> rows of results.
    let binary: [String: [String: [[String]]]]
    let unary: [String: [String]]
    let reductions: [String: [String]]
    /// The words of the refusals, by number.
    let messages: [String]

    /// The file's short names, in its order.
    static let dtypes: [(name: String, dtype: DType)] = [
        ("f32", .float32), ("f64", .float64), ("f16", .float16), ("bf16", .bfloat16), ("i64", .int64), ("i32", .int32),
        ("i16", .int16), ("i8", .int8), ("u8", .uint8), ("bool", .bool),
    ]

    static func load() throws -> PromotionTables {
        let document = try FixtureFamily.document("promotion")
        guard document["dtypes"]?.strings == dtypes.map(\.name) else {
            throw FixtureError("promotion.json has its types in another order")
        }
        return PromotionTables(
            binary: members(document["binary"]) { table in members(table, rows) },
            unary: members(document["unary"], row), reductions: members(document["reductions"], row),
            messages: document["messages"]?.strings ?? [])
    }

    private static func members<Value>(_ json: JSON?, _ convert: (JSON) -> Value) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: (json?.object ?? []).map { ($0.key, convert($0.value)) })
    }

    private static func row(_ json: JSON) -> [String] { json.string?.split(separator: " ").map(String.init) ?? [] }

    private static func rows(_ json: JSON) -> [[String]] { json.array?.map(row) ?? [row(json)] }
}
