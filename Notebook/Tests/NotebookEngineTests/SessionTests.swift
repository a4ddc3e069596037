import Foundation
import NotebookEngine
import Testing

/// What was built beside the tests.
let testConfiguration = SessionConfiguration(
    products: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path)

/// One process for all tests: each sequence begins with a restart. Tests that use it run one after the other.
@Suite(.serialized)
enum Cells {
    static let session = Result { try Session(configuration: testConfiguration) }

    @Test(arguments: StateSequences.all) static func state(_ sequence: CellSequence) throws {
        try session.get().check(sequence)
    }

    @Test(arguments: RedefinitionSequences.all) static func redefinition(_ sequence: CellSequence) throws {
        try session.get().check(sequence)
    }

    @Test(arguments: LanguageSequences.all) static func language(_ sequence: CellSequence) throws {
        try session.get().check(sequence)
    }

    @Test(arguments: AsynchronousSequences.all) static func asynchronous(_ sequence: CellSequence) throws {
        try session.get().check(sequence)
    }

    @Test(arguments: FailureSequences.all) static func failures(_ sequence: CellSequence) throws {
        try session.get().check(sequence)
    }

    @Test(arguments: InterruptSequences.all) static func interrupts(_ sequence: CellSequence) throws {
        try session.get().check(sequence)
    }

    @Test(arguments: PositionSequences.all) static func positions(_ sequence: CellSequence) throws {
        try session.get().check(sequence)
    }

    @Test(arguments: LibrarySequences.all) static func library(_ sequence: CellSequence) throws {
        try session.get().check(sequence)
    }

    @Test(arguments: MagicSequences.all) static func magics(_ sequence: CellSequence) throws {
        try session.get().check(sequence)
    }
}
