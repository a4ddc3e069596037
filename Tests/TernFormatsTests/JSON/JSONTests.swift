import Testing

import TernFormats

@Suite("JSON")
struct JSONTests {
    @Test("values")
    func values() throws {
        let json = try JSON.parse(#" {"a": [1, -2.5e3, true, null], "b": {"c": "\u00e9\n\ud83d\ude00"}} "#)
        #expect(json["a"]?[0]?.int == 1)
        #expect(json["a"]?[0]?.double == 1)
        #expect(json["a"]?[1]?.double == -2500)
        #expect(json["a"]?[1]?.int == nil)
        #expect(json["a"]?[2]?.bool == true)
        #expect(json["a"]?[3]?.isNull == true)
        #expect(json["a"]?[4] == nil)
        #expect(json["b"]?["c"]?.string == "é\n😀")
        #expect(json["c"] == nil)
        #expect(try JSON.parse("[1,2]").ints == [1, 2])
        #expect(try JSON.parse("[1,2.5]").ints == nil)
        #expect(try JSON.parse("[]").strings == [])
    }

    @Test("integers at the limits", arguments: [Int.max, Int.min, 0])
    func limits(_ value: Int) throws {
        #expect(try JSON.parse("\(value)").int == value)
        #expect(try JSON.parse("9223372036854775808").int == nil)
        #expect(try JSON.parse("9223372036854775808").double == 0x1p63)
    }

    @Test("written and read again", arguments: ["", "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}", "é\u{301}😀\u{FFFF}"])
    func roundTrip(_ text: String) throws {
        let json: JSON = ["a": [1, true, .null, .number(0.1)], "b": [:], "s": .string(text)]
        #expect(try JSON.parse(json.text) == json)
    }

    @Test("text as serde writes it")
    func text() {
        let json: JSON = ["a\"\\/\u{8}\u{1}\u{1F}": [1, .number(2.5), .null, .number(.nan)], "b": "é\u{7F}"]
        #expect(json.text == "{\"a\\\"\\\\/\\b\\u0001\\u001f\":[1,2.5,null,null],\"b\":\"é\u{7F}\"}")
    }

    @Test("the place of an error")
    func place() {
        let error = #expect(throws: JSONError.self) { try JSON.parse("{\n  \"a\": x}") }
        #expect(error?.description == "expected value at line 2 column 7")
        #expect(throws: JSONError.self) { try JSON.parse(#"{"a":1,"a":2}"#) }
        #expect(throws: JSONError.self) { try JSON.parse("1 2") }
        #expect(throws: JSONError.self) { try JSON.parse("") }
    }
}
