import Tern

/// Which of a call's inputs and arguments have been asked for: one that nobody asks for has no effect, so the call is another
/// than the one PyTorch has made.
final class Reads {
    private var names = Set<String>()
    /// Inputs that the call may change, by name.
    var buffers: [String: Buffer] = [:]

    func note(_ name: String) { names.insert(name) }

    func unread(among all: [String]) -> [String] { all.filter { !names.contains($0) } }
}
