import Foundation
import Tern
import TernConformance

/// The error with which Tern answers a case, or nil if it takes the call. An error may be thrown or stay with a result.
func refusal(of fixture: FixtureCase) throws -> TensorError? {
    guard let operation = Twins.all[fixture.operation] else { return nil }
    do {
        for result in try operation(Call(fixture.inputs(), fixture.arguments)) { try result.validate() }
        return nil
    } catch let error as TensorError {
        return error
    }
}

/// A message without the one difference that is wanted: `torch.Size([2, 3])` is `[2, 3]`, and names lose their `torch.`.
func normalized(_ message: String) -> String {
    let sizes = message.replacingOccurrences(
        of: #"torch\.Size\((\[[^\]]*\])\)"#, with: "$1", options: .regularExpression)
    return sizes.replacingOccurrences(of: "torch.", with: "")
}
