/// Letters of another style, which MathML has as characters of their own.
enum MathAlphabet: String {
    case bold = "mathbf"
    case boldItalic = "boldsymbol"
    case blackboard = "mathbb"
    case calligraphic = "mathcal"
    case fraktur = "mathfrak"
    case sans = "mathsf"
    case monospace = "mathtt"

    init?(command: String) {
        switch command {
        case "bm", "pmb": self = .boldItalic
        case "mathscr": self = .calligraphic
        case "Bbb": self = .blackboard
        default: self.init(rawValue: command)
        }
    }

    /// The text in this alphabet; characters that it doesn't have stay.
    func styled(_ text: String) -> String {
        var styled = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { styled.append(self.styled(scalar)) }
        return String(styled)
    }

    private func styled(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if let exception = exceptions[scalar] { return exception }
        let (upper, lower, digit) = starts
        let place: UInt32? =
            switch scalar {
            case "A"..."Z": upper + scalar.value - 65
            case "a"..."z": lower + scalar.value - 97
            case "0"..."9": digit.map { $0 + scalar.value - 48 }
            case "Α"..."Ω": greek.map { $0 + scalar.value - 0x391 }
            case "α"..."ω": greek.map { $0 + 26 + scalar.value - 0x3B1 }
            default: nil
            }
        return place.flatMap(Unicode.Scalar.init) ?? scalar
    }

    /// Where Unicode's block begins for upper-case letters, lower-case letters and digits.
    private var starts: (upper: UInt32, lower: UInt32, digit: UInt32?) {
        switch self {
        case .bold: (0x1D400, 0x1D41A, 0x1D7CE)
        case .boldItalic: (0x1D468, 0x1D482, 0x1D7CE)
        case .blackboard: (0x1D538, 0x1D552, 0x1D7D8)
        case .calligraphic: (0x1D49C, 0x1D4B6, nil)
        case .fraktur: (0x1D504, 0x1D51E, nil)
        case .sans: (0x1D5A0, 0x1D5BA, 0x1D7E2)
        case .monospace: (0x1D670, 0x1D68A, 0x1D7F6)
        }
    }

    private var greek: UInt32? {
        switch self {
        case .bold: 0x1D6A8
        case .boldItalic: 0x1D71C
        default: nil
        }
    }

    /// Letters that Unicode had before it got the blocks.
    private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
        switch self {
        case .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
        case .calligraphic:
            [
                "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ",
                "o": "ℴ",
            ]
        case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
        default: [:]
        }
    }
}
