import Foundation

/// A terminal that hands on every key at once, and doesn't show it itself.
final class RawTerminal {
    private var original = termios()
    private var isRaw = false

    /// Nil where the standard input or output is no terminal, or one that cannot move its cursor.
    init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &original) == 0,
            let kind = ProcessInfo.processInfo.environment["TERM"], kind != "dumb", !kind.isEmpty
        else { return nil }
    }

    /// Changes to single keys for the time of `body`: cells have the terminal as it was.
    func whileRaw<Result>(_ body: () -> Result) -> Result {
        var raw = original
        cfmakeraw(&raw)
        // Lines that are written still begin at the left edge.
        raw.c_oflag = original.c_oflag
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &original) }
        return body()
    }

    var columns: Int { StandardStreams.columns(STDOUT_FILENO) ?? 80 }

    /// The next key; nil at the end of the input.
    func readKey() -> Key? {
        guard let byte = readByte() else { return nil }
        switch byte {
        case 0x1B: return escapeSequence()
        case 0x0D, 0x0A: return .enter
        case 0x7F, 0x08: return .backspace
        case 0x09: return .tab
        case 0..<0x20: return .control(Character(Unicode.Scalar(byte + 0x60)))
        default: return character(byte)
        }
    }

    private func readByte(wait milliseconds: Int32 = -1) -> UInt8? {
        var poller = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        while true {
            let ready = poll(&poller, 1, milliseconds)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            return count == 1 ? byte : nil
        }
    }

    /// What follows an escape; a lone one is a key that nothing is bound to.
    private func escapeSequence() -> Key {
        guard let first = readByte(wait: 50) else { return .other }
        guard first == UInt8(ascii: "[") || first == UInt8(ascii: "O") else {
            return first == 0x0D ? .newline : .alternate(Character(Unicode.Scalar(first)))
        }
        var parameters = ""
        while let byte = readByte(wait: 50) {
            let character = Character(Unicode.Scalar(byte))
            guard (0x40...0x7E).contains(byte) else {
                parameters.append(character)
                continue
            }
            return Key(sequence: parameters, end: character)
        }
        return .other
    }

    private func character(_ first: UInt8) -> Key {
        var bytes = [first]
        let count = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0
        for _ in 0..<count {
            guard let byte = readByte(wait: 50) else { break }
            bytes.append(byte)
        }
        return .text(String(decoding: bytes, as: UTF8.self))
    }
}

/// A key, or several pressed together.
enum Key: Equatable {
    case text(String)
    case enter
    /// Enter with Alt: a new line in any case.
    case newline
    case backspace
    case delete
    case tab
    case up
    case down
    case left
    case right
    case wordLeft
    case wordRight
    case home
    case end
    case control(Character)
    case alternate(Character)
    /// The begin of text that is pasted; the end is found by `RawTerminal`'s reader.
    case paste
    case other

    /// The key of an escape sequence.
    init(sequence parameters: String, end: Character) {
        let isWord = parameters.hasSuffix(";5") || parameters.hasSuffix(";3")
        switch (end, parameters) {
        case ("A", _): self = .up
        case ("B", _): self = .down
        case ("C", _): self = isWord ? .wordRight : .right
        case ("D", _): self = isWord ? .wordLeft : .left
        case ("H", _), ("~", "1"), ("~", "7"): self = .home
        case ("F", _), ("~", "4"), ("~", "8"): self = .end
        case ("~", "3"): self = .delete
        case ("~", "200"): self = .paste
        default: self = .other
        }
    }
}
