import Tern

/// How a case went.
package enum CaseOutcome {
    /// Everything is as in torch.
    case passed([Comparison])
    /// An invalid call was refused, in torch's words or in others.
    case refused(ErrorMessage)
    /// Something differs: one text for each difference.
    case failed([String])
    /// There is no adapter for the operation.
    case skipped
}

extension CaseOutcome {
    /// Runs a case.
    package static func of(_ item: ConformanceCase) -> CaseOutcome {
        guard let replay = CaseAdapters.replay(of: item) else { return .skipped }
        do {
            let run = try CaseRun(item)
            switch item.expectation {
            case .results(let results):
                try replay(run)
                try run.backward()
                return try compare(run, results, item)
            case .refusal(let refusal):
                return try refuse(run, replay, refusal)
            }
        } catch let error as TensorError where error.isAboutFiles {
            return .failed(["the case cannot be run: \(error)"])
        } catch let error as FixtureError {
            return .failed(["the case cannot be run: \(error)"])
        } catch let error as TensorError {
            return .failed(["refused, but torch computes it:\n\(indented(error.description))"])
        } catch {
            return .failed(["\(error)"])
        }
    }

    private static func refuse(
        _ run: CaseRun, _ replay: CaseReplay, _ refusal: ConformanceCase.Refusal
    ) throws -> CaseOutcome {
        do {
            try replay(run)
            // An error may wait in a result.
            for output in run.outputs.values { try output.validate() }
        } catch let error as TensorError where !error.isAboutFiles {
            return .refused(ErrorMessage(want: refusal, got: error))
        }
        return .failed(["not refused; torch says\n  \(refusal.type): \(refusal.message)"])
    }

    private static func compare(
        _ run: CaseRun, _ results: ConformanceCase.Results, _ item: ConformanceCase
    ) throws -> CaseOutcome {
        var comparisons: [Comparison] = []
        var failures: [String] = []
        func compare(_ name: String, _ got: Tensor?) throws {
            guard let got else {
                failures.append("\(name): there is none")
                return
            }
            guard let want = try item.tensors?.tensor(name) else { return }
            let tolerance = run.exactOutputs.contains(name) ? .exact : results.tolerances[name] ?? results.tolerance
            let comparison = try Comparison(name, want: want, got: got.detach(), tolerance)
            comparisons.append(comparison)
            if !comparison.isEqual { failures.append(comparison.description) }
        }
        for name in results.outputs { try compare(name, run.outputs[name]) }
        for (input, name) in results.gradients { try compare(name, run.gradient(of: input)) }
        if let text = results.text {
            guard let got = run.text else { throw CaseFailure("nothing was printed") }
            if let difference = textDifference(want: text, got: got) { failures.append(difference) }
        }
        return failures.isEmpty ? .passed(comparisons) : .failed(failures)
    }
}

extension TensorError {
    /// Whether the case's files are at fault and not the call. (An input of a type that Tern doesn't have is a refused call.)
    fileprivate var isAboutFiles: Bool {
        operation == ConformanceCase.operation || operation == "safetensors" && kind != .type
    }
}

/// The text with two spaces before each line.
func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
}
