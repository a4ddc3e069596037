import NotebookFiles
import Testing

@Suite struct MathTests {
    /// What stands inside the `math` element.
    private func content(_ latex: String, isDisplay: Bool = false) -> String {
        let xml = MathParser.mathML(latex, isDisplay: isDisplay)
        return String(xml[xml.index(after: xml.firstIndex(of: ">")!)...].dropLast("</math>".count))
    }

    @Test(
        arguments: [
            ("x", "<mi>x</mi>"), ("12.5", "<mn>12.5</mn>"),
            ("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
            ("x^10", "<mrow><msup><mi>x</mi><mn>1</mn></msup><mn>0</mn></mrow>"),
            ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
            (
                "\\frac{a}{b+1}",
                """
                <mfrac><mi>a</mi><mrow><mi>b</mi><mo form="infix">+</mo><mn>1</mn></mrow></mfrac>
                """
            ),
            ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"), ("\\sqrt x", "<msqrt><mi>x</mi></msqrt>"),
            ("\\hat\\beta", "<mover accent=\"true\"><mi>β</mi><mo stretchy=\"false\">^</mo></mover>"),
            ("\\Gamma", "<mi mathvariant=\"normal\">Γ</mi>"),
            (
                "\\text{kernel\\_size} \\mathrm{out}",
                """
                <mrow><mtext>kernel_size</mtext><mi mathvariant="normal">out</mi></mrow>
                """
            ),
            ("f'", "<msup><mi>f</mi><mo>′</mo></msup>"), ("\\mathbb{R}", "<mi mathvariant=\"normal\">ℝ</mi>"),
            ("a \\cdot b", "<mrow><mi>a</mi><mo>⋅</mo><mi>b</mi></mrow>"),
            ("a=-1", "<mrow><mi>a</mi><mo>=</mo><mo form=\"prefix\">−</mo><mn>1</mn></mrow>"),
            ("a-1", "<mrow><mi>a</mi><mo form=\"infix\">−</mo><mn>1</mn></mrow>"),
            ("a<b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"),
            (
                "\\left\\lfloor x\\right\\rfloor",
                """
                <mrow><mo fence="true" stretchy="true" form="prefix">⌊</mo><mi>x</mi>\
                <mo fence="true" stretchy="true" form="postfix">⌋</mo></mrow>
                """
            ),
            ("\\unknown{x}", "<mrow><mtext>\\unknown</mtext><mi>x</mi></mrow>"),
            ("\\not=", "<mo>=\u{338}</mo>"),
            (
                "\\log x",
                """
                <mrow><mi>log</mi><mspace width="0.1667em"></mspace><mi>x</mi></mrow>
                """
            ),
        ])
    func elements(latex: String, mathML: String) {
        #expect(content(latex) == mathML)
    }

    @Test func limits() {
        #expect(content("\\sum_i^n", isDisplay: true).hasPrefix("<munderover><mo>∑</mo>"))
        #expect(content("\\sum_i^n").hasPrefix("<msubsup><mo>∑</mo>"))
        #expect(content("\\sum\\limits_i").hasPrefix("<munder>"))
        #expect(content("\\max_i", isDisplay: true).hasPrefix("<munder><mi>max</mi>"))
        #expect(content("\\int_0^1", isDisplay: true).hasPrefix("<msubsup><mo>∫</mo>"))
        #expect(content("\\frac{\\sum_i}{2}", isDisplay: true).contains("<msub><mo>∑</mo>"))
        #expect(content("\\underbrace{a}_{b}").hasPrefix("<munder><munder accentunder"))
    }

    @Test func tables() {
        let matrix = content("\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}")
        #expect(matrix.split(separator: "<mtr>").count == 3 && matrix.split(separator: "<mtd").count == 5)
        #expect(matrix.hasPrefix("<mrow><mo fence=\"true\" stretchy=\"true\">(</mo><mtable>"))
        #expect(content("a &= b \\\\ &= c", isDisplay: true).hasPrefix("<mtable displaystyle=\"true\"><mtr>"))
        #expect(content("\\begin{array}{lr} a & b \\\\ \\end{array}").contains("text-align:right"))
        #expect(content("\\begin{nothing}x\\end{nothing}").contains("\\begin{nothing}"))
    }

    /// The formulas of PyTorch's documentation on the basic components.
    @Test(
        arguments: [
            #"\text{out}(N_i, C_{\text{out}_j}) = \text{bias}(C_{\text{out}_j}) + \sum_{k = 0}^{C_{\text{in}} - 1} \text{weight}(C_{\text{out}_j}, k) \star \text{input}(N_i, k)"#,
            #"H_{out} = \left\lfloor\frac{H_{in}  + 2 \times \text{padding}[0] - \text{dilation}[0] \times (\text{kernel\_size}[0] - 1) - 1}{\text{stride}[0]} + 1\right\rfloor"#,
            #"\begin{aligned} out(N_i, C_j, h, w) ={} & \max_{m=0, \ldots, kH-1} \max_{n=0, \ldots, kW-1} \\ & \text{input}(N_i, C_j, \text{stride[0]} \times h + m, \text{stride[1]} \times w + n) \end{aligned}"#,
            #"y = \frac{x - \mathrm{E}[x]}{ \sqrt{\mathrm{Var}[x] + \epsilon}} * \gamma + \beta"#,
            #"\hat{x}_\text{new} = (1 - \text{momentum}) \times \hat{x} + \text{momentum} \times x_t"#,
            #"\mathcal{U}(-\sqrt{k}, \sqrt{k}),\ k = \frac{groups}{C_\text{in} * \prod_{i=0}^{1}\text{kernel\_size}[i]}"#,
            #"\ell(x, y) = L = \{l_1,\dots,l_N\}^\top, \quad l_n = - w_{y_n} \log \frac{\exp(x_{n,y_n})}{\sum_{c=1}^C \exp(x_{n,c})} \cdot \mathbb{1}\{y_n \not= \text{ignore\_index}\}"#,
            #"\text{GELU}(x) = x * \Phi(x), \; \text{ReLU}(x) = (x)^+ = \max(0, x) \begin{cases} x, & \text{ if } x \geq 0 \\ \alpha * (\exp(x) - 1), & \text{ otherwise } \end{cases}"#,
        ])
    func documentation(latex: String) {
        for isDisplay in [true, false] {
            let xml = MathParser.mathML(latex, isDisplay: isDisplay)
            #expect(unbalancedTag(xml) == nil)
            #expect(!content(latex, isDisplay: isDisplay).contains("\\"))
        }
    }

    @Test(
        arguments: [
            "", "}", "{", "x_", "^", "_^", "x__y", "\\", "\\frac", "\\frac{a", "\\left", "\\left(", "\\right)",
            "\\left. x \\right|",
            "\\begin{matrix}", "\\end{matrix}", "\\begin", "&", "\\\\", "a & b } c", "\\sqrt[", "\\hat", "\\text",
            "\\text{a",
            "\\mathbf", "'", "\\limits", "\\not", "{a & b \\\\ c}", "% comment", "输出 \\text{输出}", "\\color{red;x}y",
        ])
    func oddFormulas(latex: String) {
        #expect(unbalancedTag(MathParser.mathML(latex, isDisplay: true)) == nil)
    }

    @Test(arguments: ["{", "\\sqrt[", "\\left(", "\\frac{", "x^{", "\\hat", "\\begin{matrix}"])
    func deepFormulas(piece: String) {
        let deep = String(repeating: piece, count: 5000)
        #expect(unbalancedTag(MathParser.mathML(deep, isDisplay: false)) == nil)
    }
}
