/// Where the marks of a text come that close others: found once for the whole text, so that looking for one takes no time.
struct MarkdownMarks {
    /// A place list of which the front is passed as the text is read.
    private struct Places {
        private var places: [Int] = []
        private var first = 0

        mutating func append(_ place: Int) { places.append(place) }

        /// The first place from `position` on; positions never go back.
        mutating func next(from position: Int) -> Int? {
            while first < places.count, places[first] < position { first += 1 }
            return first < places.count ? places[first] : nil
        }
    }

    private var dollars = Places()
    private var doubleDollars = Places()
    private var commentEnds = Places()
    /// The begins of runs of backquotes, by their length.
    private var backquotes: [Int: Places] = [:]

    init(_ bytes: [UInt8]) {
        var position = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\"):
                // A backslash takes away what the next character means, but inside code.
                position += 1
                if position < bytes.count, bytes[position] == UInt8(ascii: "`") { continue }
            case UInt8(ascii: "$"):
                dollars.append(position)
                if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "$") {
                    doubleDollars.append(position)
                }
            case UInt8(ascii: "-") where bytes[position...].starts(with: "-->".utf8): commentEnds.append(position)
            case UInt8(ascii: "`"):
                let length = bytes[position...].prefix { $0 == UInt8(ascii: "`") }.count
                backquotes[length, default: Places()].append(position)
                position += length - 1
            default: break
            }
            position += 1
        }
    }

    mutating func dollar(from position: Int) -> Int? { dollars.next(from: position) }

    mutating func doubleDollar(from position: Int) -> Int? { doubleDollars.next(from: position) }

    mutating func commentEnd(from position: Int) -> Int? { commentEnds.next(from: position) }

    /// The begin of a run of so many backquotes.
    mutating func backquotes(_ length: Int, from position: Int) -> Int? {
        backquotes[length]?.next(from: position)
    }
}
