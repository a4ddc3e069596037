/// A piece of a formula in MathML, with what its neighbours have to know of it.
struct MathNode {
    enum Role {
        case ordinary
        /// A sign after which a minus is a sign and not a difference: an operator, a relation, an opening bracket, a comma.
        case operation
        /// The name of a function, which its argument keeps a small distance to.
        case function
        case space
    }

    enum Limits {
        /// Scripts stand beside.
        case beside
        /// Scripts stand below and above in formulas of their own, and beside within lines of text.
        case movable
        /// Scripts always stand below and above.
        case fixed
    }

    var xml: String
    var role = Role.ordinary
    var limits = Limits.beside

    static func identifier(_ text: String) -> MathNode { MathNode(xml: "<mi>\(HTML.escaped(text))</mi>") }

    static func number(_ text: String) -> MathNode { MathNode(xml: "<mn>\(HTML.escaped(text))</mn>") }

    static func text(_ text: String) -> MathNode {
        // Spaces at the ends would be dropped.
        let spaced = text.map { $0 == " " ? "\u{A0}" : $0 }
        return MathNode(xml: "<mtext>\(HTML.escaped(String(spaced)))</mtext>")
    }

    static func operation(_ text: String, _ attributes: String = "", role: Role = .operation) -> MathNode {
        MathNode(xml: "<mo\(attributes.isEmpty ? "" : " " + attributes)>\(HTML.escaped(text))</mo>", role: role)
    }

    static func space(_ ems: Double) -> MathNode {
        MathNode(xml: "<mspace width=\"\(ems)em\"></mspace>", role: .space)
    }

    /// Several pieces as one.
    static func row(_ nodes: [MathNode]) -> MathNode {
        nodes.count == 1 ? nodes[0] : MathNode(xml: "<mrow>\(nodes.map(\.xml).joined())</mrow>")
    }

    static func element(_ name: String, _ children: [MathNode], _ attributes: String = "") -> MathNode {
        let start = attributes.isEmpty ? name : name + " " + attributes
        return MathNode(xml: "<\(start)>\(children.map(\.xml).joined())</\(name)>")
    }
}
