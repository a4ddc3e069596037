/// The characters that LaTeX commands stand for.
enum MathSymbols {
    /// Letters and other signs that behave like them.
    static let identifiers: [String: String] = table(
        """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ \
        nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ \
        omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ \
        ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ imath ı jmath ȷ angle ∠ top ⊤ bot ⊥ square □ dots … ldots … \
        cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ prime ′ degree ° checkmark ✓ star ⋆ # # $ $ % % & & _ _
        """)

    /// Operators, relations and arrows.
    static let operations: [String: String] = table(
        """
        cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ oslash ⊘ cup ∪ cap ∩ \
        setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ dagger † neg ¬ lnot ¬ forall ∀ exists ∃ nexists ∄ \
        le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ in ∈ notin ∉ ni ∋ \
        subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ perp ⊥ parallel ∥ mid ∣ models ⊨ vdash ⊢ coloneqq ≔ leqslant ⩽ geqslant ⩾ \
        to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ implies ⟹ \
        longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ mapsto ↦ uparrow ↑ downarrow ↓ hookrightarrow ↪ colon : \
        therefore ∴ because ∵
        """)

    static let largeOperations: [String: String] = table(
        """
        sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆
        """)

    static let integrals: [String: String] = table("int ∫ iint ∬ iiint ∭ oint ∮")

    /// Brackets, which grow only between `\left` and `\right`.
    static let brackets: [String: String] = table(
        """
        lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ lbrace { rbrace } { { } } lbrack [ rbrack ] lvert | rvert | \
        vert | Vert ‖ lVert ‖ rVert ‖ | ‖ backslash \\
        """)

    static let closingBrackets: Set<String> = [")", "]", "}", "⌋", "⌉", "⟩"]

    /// Functions written upright, and whether scripts stand below them.
    static let functions: [String: MathNode.Limits] = {
        var functions: [String: MathNode.Limits] = [:]
        for name in [
            "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh",
            "cosh", "tanh", "coth", "arg", "deg", "det", "dim", "gcd", "hom", "ker", "Pr", "rank", "tr", "sgn",
        ] {
            functions[name] = .beside
        }
        for name in ["lim", "limsup", "liminf", "max", "min", "sup", "inf", "argmax", "argmin"] {
            functions[name] = .movable
        }
        return functions
    }()

    /// Signs above, and whether they grow with what is below.
    static let accents: [String: (sign: String, grows: Bool)] = [
        "hat": ("^", false), "widehat": ("^", true), "bar": ("¯", false), "overline": ("¯", true),
        "tilde": ("~", false),
        "widetilde": ("~", true), "vec": ("→", false), "dot": ("˙", false), "ddot": ("¨", false), "check": ("ˇ", false),
        "overrightarrow": ("→", true), "overbrace": ("⏞", true), "mathring": ("˚", false),
    ]

    static let accentsBelow: [String: String] = ["underline": "_", "underbrace": "⏟"]

    /// Spaces in ems.
    static let spaces: [String: Double] = [
        ",": 0.1667, "thinspace": 0.1667, ":": 0.2222, ">": 0.2222, "medspace": 0.2222, ";": 0.2778,
        "thickspace": 0.2778,
        " ": 0.25, "!": -0.1667, "quad": 1, "qquad": 2, "enspace": 0.5,
    ]

    private static func table(_ text: String) -> [String: String] {
        let words = text.split(separator: " ").map(String.init)
        return Dictionary(
            uniqueKeysWithValues: stride(from: 0, to: words.count, by: 2).map { (words[$0], words[$0 + 1]) })
    }
}
