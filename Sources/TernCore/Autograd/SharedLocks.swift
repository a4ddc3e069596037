import Foundation

/// Locks for objects that are too many and too short-lived for one of their own: which one an object takes follows from its address.
/// Nothing that may take another one is done under such a lock.
enum SharedLocks {
    private static let locks = (0..<64).map { _ in NSLock() }

    static func of(_ object: AnyObject) -> NSLock {
        locks[Int(UInt(bitPattern: ObjectIdentifier(object)) >> 6 & 63)]
    }
}
