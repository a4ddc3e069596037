import Foundation
import Tern
import Testing

@Suite("safetensors: files that lie")
struct HostileFileTests {
    /// The header of one tensor of 8 bytes, with something changed.
    private static func tensor(
        dtype: String = "\"F32\"", shape: String = "[2]", offsets: String = "[0,8]", more: String = ""
    ) -> String {
        #"{"a":{"dtype":\#(dtype),"shape":\#(shape),"data_offsets":\#(offsets)\#(more)}}"#
    }

    /// A file and a part of the reason for which it is refused: the reference's words.
    struct Lie: CustomTestStringConvertible, Sendable {
        var file: Data
        var reason: String
        var testDescription: String { String(decoding: file.dropFirst(8).prefix(60), as: UTF8.self) }

        init(_ file: Data, _ reason: String) { (self.file, self.reason) = (file, reason) }

        init(_ header: String, data: Int = 8, _ reason: String) {
            self.init(TernFormatsTests.file(header, data: data), reason)
        }
    }

    private static let lengths = [
        Lie(Data(), "header too small"),
        Lie(Data(count: 7), "header too small"),
        Lie(Data(count: 8), "EOF while parsing a value"),
        Lie(file("{}", length: 3), "invalid header length"),
        Lie(file("{}", length: 100_000_000), "invalid header length"),
        Lie(file("{}", length: 100_000_001), "header too large"),
        Lie(file("{}", length: 1 << 63), "header too large"),
        Lie(file("{}", length: .max), "header too large"),
    ]

    private static let places = [
        Lie("{}", "incomplete metadata, file not fully covered"),
        Lie(tensor(), data: 9, "incomplete metadata, file not fully covered"),
        Lie(tensor(), data: 7, "incomplete metadata, file not fully covered"),
        Lie(tensor(offsets: "[8,16]"), data: 16, "invalid offset for tensor `a`"),
        Lie(tensor(offsets: "[8,0]"), "invalid offset for tensor `a`"),
        Lie(tensor(offsets: "[0,9223372036854775807]"), "invalid shape, data type, or offset for tensor"),
        Lie(tensor(shape: "[3]"), "invalid shape, data type, or offset for tensor"),
        Lie(tensor(offsets: "[0,8,9]"), "expected a tuple of size 2"),
        Lie(tensor(offsets: "[0]"), "expected a tuple of size 2"),
        Lie(
            #"{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[8],"data_offsets":[4,12]}}"#,
            data: 12, "invalid offset for tensor `b`"),
    ]

    private static let shapes = [
        Lie(tensor(shape: "[4294967296,4294967296,4294967296]"), "overflow computing buffer size"),
        Lie(tensor(shape: "[9223372036854775807]", offsets: "[0,0]"), data: 0, "overflow computing buffer size"),
        Lie(
            tensor(shape: "[0,4294967296,4294967296,4294967296]", offsets: "[0,0]"), data: 0,
            "Stride calculation overflowed"),
        Lie(tensor(shape: "[\(Array(repeating: "1", count: 65).joined(separator: ","))]"), "invalid shape"),
        Lie(tensor(shape: "[2\(String(repeating: ",1", count: 64))]"), "too many dimensions"),
        Lie(tensor(shape: "[-2]"), "integer `-2`, expected usize"),
        Lie(tensor(shape: "[2.0]"), "floating point `2.0`, expected usize"),
        Lie(tensor(shape: "[2e0]"), "floating point `2.0`, expected usize"),
        Lie(tensor(shape: "[18446744073709551616]"), "floating point `1.8446744073709552e+19`, expected usize"),
        Lie(tensor(shape: "[-0]"), "floating point `-0.0`, expected usize"),
        Lie(tensor(shape: "[NaN]"), "expected value"),
        Lie(tensor(shape: "[1e999]"), "number out of range"),
        Lie(tensor(shape: "[02]"), "invalid number"),
        Lie(tensor(shape: "[\"2\"]"), "string \"2\", expected usize"),
        Lie(tensor(shape: "2"), "integer `2`, expected a sequence"),
        Lie(tensor(shape: "null"), "null, expected a sequence"),
    ]

    private static let types = [
        Lie(tensor(dtype: "\"F33\""), "unknown variant `F33`"),
        Lie(tensor(dtype: "\"f32\""), "unknown variant `f32`"),
        Lie(tensor(dtype: "32"), "integer `32`, expected a string"),
        Lie(tensor(dtype: "\"F4\"", shape: "[15]"), "does not end up at a byte boundary"),
    ]

    private static let texts = [
        Lie("", "EOF while parsing a value"),
        Lie("[]", data: 0, "expected a map"),
        Lie("null", data: 0, "expected a map"),
        Lie("{", "EOF while parsing an object"),
        Lie("{,}", "key must be a string"),
        Lie("{1:2}", "key must be a string"),
        Lie(#"{"a"}"#, "expected `:`"),
        Lie(#"{"a":{}"#, "missing field `dtype`"),
        Lie(#"{"a":{"dtype":"F32","shape":[2]}}"#, "missing field `data_offsets`"),
        Lie(tensor() + "\0", "trailing characters"),
        Lie(tensor() + "{}", "trailing characters"),
        Lie(tensor(more: ","), "trailing comma"),
        Lie(tensor(more: #","dtype":"F32""#), "duplicate field `dtype`"),
        Lie(tensor(more: #","z":tru"#), "expected ident"),
        Lie(tensor(more: #","z":1."#), "invalid number"),
        Lie(#"{"__metadata__":{"a":1}}"#, data: 0, "integer `1`, expected a string"),
        Lie(#"{"__metadata__":{"a":"\q"}}"#, data: 0, "invalid escape"),
        Lie(#"{"__metadata__":{"a":"\ud800"}}"#, data: 0, "lone leading surrogate"),
        Lie(#"{"__metadata__":{"a":"\u12"#, data: 0, "EOF while parsing a string"),
        Lie("{\"a\u{1}\":1}", data: 0, "control character"),
        Lie(#"{"__metadata__":{},"__metadata__":{}}"#, data: 0, "duplicate field `__metadata__`"),
        Lie(
            #"{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}"#,
            "duplicate field `a`"),
        Lie(file([UInt8(ascii: "{"), 0xFF, UInt8(ascii: "}")]), "invalid UTF-8"),
        Lie(file([0xEF, 0xBB, 0xBF] + Array("{}".utf8)), "expected value"),
    ]

    private static let depths = [
        Lie(tensor(more: ",\"z\":" + String(repeating: "[", count: 1_000_000)), "recursion limit exceeded"),
        Lie(tensor(more: ",\"z\":" + String(repeating: "{\"a\":", count: 1_000_000)), "recursion limit exceeded"),
    ]

    @Test(arguments: lengths + places + shapes + types + texts + depths)
    func refused(_ lie: Lie) throws {
        let error = #expect(throws: TensorError.self) { try SafeTensors.parse(lie.file) }
        let message = try #require(error).message
        #expect(message.hasPrefix("Error while deserializing header: "))
        #expect(message.contains(lie.reason), "\(message)")
        #expect(error?.kind == .file)
    }

    @Test(
        "unusual but right",
        arguments: [
            "  " + tensor() + "\n\t\r ", tensor(more: #","z":[1,{"a":null,"b":[true,false,-1.5E+3]}]"#),
            tensor(dtype: #""F\u00332""#), tensor(more: ",\"z\":" + nested(100)),
        ])
    func accepted(_ header: String) throws {
        #expect(try SafeTensors.parse(file(header, data: 8))["a"].shape == [2])
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test("an error names the file")
    func fileName() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("bad.safetensors")
            try Data(count: 7).write(to: url)
            let error = #expect(throws: TensorError.self) { try SafeTensors.load(url) }
            #expect(error?.message == "\(url.path): Error while deserializing header: header too small")
            #expect(error?.hint == "the file has 7 bytes; 8 hold the header's length")
        }
    }
}
