import Foundation

/// A block of device memory, shared by the tensors that view it and freed with the last of them.
///
/// Nothing outside `Tensor`'s mutating methods writes to it, and those write only when no other tensor shares it: that is
/// what makes `Tensor` a value.
package final class Storage: @unchecked Sendable {
    package let backend: any Backend
    package let pointer: UnsafeMutableRawPointer
    package let byteCount: Int
    package let device: Device

    /// Why there is no memory behind this storage: a creation that failed (see `Tensor.validate()`). In a box, so that asking
    /// costs next to nothing where there is none.
    package let failure: (any Error)?

    /// Whether layers chose the memory order among themselves (channels-last), where torch's result would be row-major. What
    /// a user can see, such as the order in which random numbers are drawn, must then not follow the memory. Set by whoever
    /// makes the storage, before anybody else has it.
    package var hasLayersOrder = false

    /// Something that the backend has made of the values, kept until they change.
    private var derived: AnyObject?
    /// Stands for the values as they are now.
    private var stamp: ValuesStamp?
    private static let derivedLock = NSLock()

    /// Memory for `byteCount` bytes on the backend's device.
    package init(byteCount: Int, zeroed: Bool, on backend: any Backend, _ operation: String) throws {
        pointer = try backend.allocate(byteCount: byteCount, zeroed: zeroed, operation)
        self.byteCount = byteCount
        self.backend = backend
        device = backend.device
        failure = nil
    }

    /// A stand-in without memory that carries an error.
    package init(failure: TensorError) {
        self.failure = failure
        backend = CPUBackend.shared
        device = .cpu
        pointer = Storage.noMemory
        byteCount = 0
    }

    /// What the backend keeps with these values, made at the first call: packed weights, for example.
    package func derived<Form: AnyObject>(_ make: () -> Form) -> Form {
        Storage.derivedLock.withLock {
            if let kept = derived as? Form { return kept }
            let made = make()
            derived = made
            return made
        }
    }

    /// The same object as long as the values are the same: for those that keep, elsewhere, something made of them.
    package func valuesStamp() -> ValuesStamp {
        Storage.derivedLock.withLock {
            let kept = stamp ?? ValuesStamp()
            stamp = kept
            return kept
        }
    }

    /// Drops what was made of the values. Whoever is about to write calls this: it is then the only one to see the storage.
    package func valuesWillChange() {
        derived = nil
        stamp = nil
    }

    deinit {
        if failure == nil { backend.deallocate(pointer, byteCount: byteCount) }
    }

    private nonisolated(unsafe) static let noMemory = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
}

/// A storage's values at one time, whatever they are. No other storage and no other values have this object.
package final class ValuesStamp: Sendable {}
