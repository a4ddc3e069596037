/// A run of `*`, `_` or `~` that may open or close emphasis.
struct MarkdownEmphasis {
    /// The piece of the line that it stands in.
    let piece: Int
    let mark: UInt8
    /// How many marks it is written with, and how many have found no partner.
    let length: Int
    private(set) var rest: Int
    let opens: Bool
    let closes: Bool
    /// The tags that its marks became: those that it closes, and those that it opens, the innermost first.
    private var closed: [String] = []
    private var opened: [String] = []

    init(piece: Int, mark: UInt8, length: Int, opens: Bool, closes: Bool) {
        (self.piece, self.mark, self.length, self.opens, self.closes) = (piece, mark, length, opens, closes)
        rest = length
    }

    /// The tags, and the marks that are left.
    var html: String {
        closed.joined() + String(repeating: String(UnicodeScalar(mark)), count: rest) + opened.reversed().joined()
    }

    /// Pairs the runs from a number on as CommonMark does: each closing run with the nearest opening one of its kind.
    ///
    /// A run that found no partner raises a floor for its kind, below which no later one looks. So the time is proportional to the
    /// number of runs.
    static func pair(_ runs: inout [MarkdownEmphasis], from first: Int) {
        var openers: [Int] = []
        var floors: [Int: Int] = [:]
        for number in first..<runs.count {
            while runs[number].closes, runs[number].rest > 0 {
                guard let place = opener(for: runs[number], runs, openers, floors[runs[number].kind] ?? first) else {
                    floors[runs[number].kind] = number
                    break
                }
                // Runs between the two can pair with nothing any more.
                openers.removeLast(openers.count - place - 1)
                let isStrong = min(runs[number].rest, runs[openers[place]].rest) >= 2
                let tag = runs[number].mark == UInt8(ascii: "~") ? "del" : isStrong ? "strong" : "em"
                runs[openers[place]].opened.append("<\(tag)>")
                runs[number].closed.append("</\(tag)>")
                runs[openers[place]].rest -= isStrong ? 2 : 1
                runs[number].rest -= isStrong ? 2 : 1
                if runs[openers[place]].rest == 0 { openers.removeLast() }
            }
            if runs[number].opens, runs[number].rest > 0 { openers.append(number) }
        }
    }

    /// Runs of one kind find the same partners.
    private var kind: Int { (Int(mark) * 2 + (opens ? 1 : 0)) * 3 + length % 3 }

    private static func opener(
        for closing: MarkdownEmphasis, _ runs: [MarkdownEmphasis], _ openers: [Int], _ floor: Int
    ) -> Int? {
        for place in openers.indices.reversed() {
            guard openers[place] >= floor else { return nil }
            let run = runs[openers[place]]
            guard run.mark == closing.mark else { continue }
            // Runs that can do both pair only if their lengths leave no ambiguity.
            let isAmbiguous = (run.closes || closing.opens) && (run.length + closing.length) % 3 == 0
            if !isAmbiguous || run.length % 3 == 0 && closing.length % 3 == 0 { return place }
        }
        return nil
    }
}
