import Tern
import Testing

@Suite struct TerminalTests {
    @Test func widthAndLetters() {
        func made(_ environment: [String: String], window: Int? = nil, isShown: Bool = false) -> Terminal {
            Terminal(environment: environment, windowColumns: window, isShown: isShown)
        }
        #expect(made([:]) == Terminal(columns: 80, isUnicode: false, hasColors: false))
        #expect(made(["COLUMNS": "120", "LANG": "de_DE.UTF-8"], window: 60) == Terminal(columns: 120))
        #expect(made(["COLUMNS": "-4"], window: 60).columns == 60)
        #expect(made(["LANG": "C.UTF-8", "LC_ALL": "C"]).isUnicode == false)
        #expect(made(["LC_CTYPE": "en_US.utf8"]).isUnicode)
        #expect(made(["TERM": "xterm"], isShown: true).hasColors)
        #expect(!made(["TERM": "xterm", "NO_COLOR": "1"], isShown: true).hasColors)
        #expect(!made(["TERM": "dumb"], isShown: true).hasColors)
    }

    @Test func asciiCurve() {
        let chart = LineChart(["up": [0, 1, 2, 3]])
        let text = chart.text(for: Terminal(columns: 20, isUnicode: false), rows: 4)
        #expect(
            text == """
                up
                 |              ***
                2+        ******
                 |   *****
                0+***
                 +-----------------
                  0          2
                """)
    }

    @Test func brailleDots() {
        var canvas = DotCanvas(columns: 1, rows: 1, isBraille: true, terminal: Terminal())
        canvas.dot(0, 3, series: 0)
        canvas.dot(1, 0, series: 0)
        canvas.dot(9, 9, series: 0)
        #expect(canvas.rows == ["⢁"])
    }

    @Test func linesFit() {
        let chart = LineChart(["a": [1, 2, 3], "b": [3, 2, 1]], title: "t", xLabel: "x")
        for columns in [20, 33, 80] {
            let lines = chart.text(for: Terminal(columns: columns)).split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= columns })
        }
    }

    @Test func labelsCannotMoveTheCursor() {
        #expect(!LineChart(["a\u{1B}[2J": [1]]).text(for: Terminal()).contains("\u{1B}"))
    }
}
