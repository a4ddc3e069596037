import Foundation

/// Values kept beside objects that have no place for them, for as long as the objects live.
///
/// Objects are told apart by their address, and an address is used again after its object has gone: each entry therefore holds its
/// object weakly and is passed over once that is another. Entries of objects that have gone are removed whenever the table has
/// doubled, so that it stays in proportion to the objects alive.
final class ObjectTable<Value>: @unchecked Sendable {
    private struct Entry {
        weak var object: AnyObject?
        var value: Value
    }

    private let lock = NSLock()
    private var entries: [ObjectIdentifier: Entry] = [:]
    private var sweepAt = 64

    /// The value kept for an object, if there is one.
    func value(of object: AnyObject) -> Value? {
        lock.withLock {
            // Nearly always nothing is kept.
            guard !entries.isEmpty, let entry = entries[ObjectIdentifier(object)] else { return nil }
            return entry.object === object ? entry.value : nil
        }
    }

    /// Changes the value kept for an object: nil is no value, before as after.
    func update(_ object: AnyObject, _ body: (inout Value?) -> Void) {
        let key = ObjectIdentifier(object)
        // What goes out of the table is destroyed outside the lock: its last moments may ask the table.
        let gone: [Entry?] = lock.withLock {
            let old = entries[key]
            var value = old.flatMap { $0.object === object ? $0.value : nil }
            body(&value)
            entries[key] = value.map { Entry(object: object, value: $0) }
            guard entries.count >= sweepAt else { return [old] }
            let gone = entries.values.filter { $0.object == nil }
            entries = entries.filter { $0.value.object != nil }
            sweepAt = max(64, 2 * entries.count)
            return [old] + gone
        }
        withExtendedLifetime(gone) {}
    }

    /// How many entries there are, those of objects that have gone included.
    var count: Int { lock.withLock { entries.count } }
}
