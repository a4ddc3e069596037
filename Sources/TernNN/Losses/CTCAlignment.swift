import Foundation

/// The alignments of one sequence with its labels: paths through blank, label, blank, label, …, blank.
struct CTCAlignment {
    /// log probabilities [length, classes].
    let logProbs: ArraySlice<Double>
    let length: Int
    let classes: Int
    let labels: ArraySlice<Int>
    let blank: Int

    private var states: Int { 2 * labels.count + 1 }

    private func label(_ state: Int) -> Int {
        state.isMultiple(of: 2) ? blank : labels[labels.startIndex + state / 2]
    }

    private func logProb(_ t: Int, _ label: Int) -> Double { logProbs[logProbs.startIndex + t * classes + label] }

    /// Whether a path may jump from the state before last: not over the blank between equal labels.
    private func mayJump(to state: Int) -> Bool {
        state > 1 && !state.isMultiple(of: 2) && label(state - 2) != label(state)
    }

    /// Minus the logarithm of the sum of all paths' probabilities; infinite where there is none.
    func loss(_ forward: [Double]) -> Double {
        guard length > 0 else { return labels.isEmpty ? 0 : .infinity }
        let last = (length - 1) * states + states - 1
        return labels.isEmpty ? -forward[last] : -logSum(forward[last], forward[last - 1], -.infinity)
    }

    /// For each time and state the logarithm of the probability of getting there, [length, states].
    func forwardTable() -> [Double] {
        var table = [Double](repeating: -.infinity, count: length * states)
        guard length > 0 else { return table }
        for state in 0..<Swift.min(2, states) { table[state] = logProb(0, label(state)) }
        for t in 1..<Swift.max(length, 1) {
            for state in 0..<states {
                let at = (t - 1) * states + state
                let paths = logSum(
                    table[at], state > 0 ? table[at - 1] : -.infinity, mayJump(to: state) ? table[at - 2] : -.infinity)
                table[at + states] = paths + logProb(t, label(state))
            }
        }
        return table
    }

    /// The gradient of the loss with respect to the log probabilities that a softmax gave, [length, classes]: what flows through the
    /// softmax is part of it, as in torch.
    func gradient(_ forward: [Double], loss: Double) -> [Double] {
        var collected = [Double](repeating: -.infinity, count: length * classes)
        var backward = [Double](repeating: -.infinity, count: states)
        for t in stride(from: length - 1, through: 0, by: -1) {
            // States rise, so that those after this one are still of the time before.
            var next = [Double](repeating: -.infinity, count: states)
            for state in 0..<states {
                let own = logProb(t, label(state))
                if t == length - 1 {
                    next[state] = state >= states - 2 ? own : -.infinity
                } else {
                    let jump = state + 2 < states && mayJump(to: state + 2) ? backward[state + 2] : -.infinity
                    next[state] =
                        logSum(backward[state], state + 1 < states ? backward[state + 1] : -.infinity, jump) + own
                }
                let at = t * classes + label(state)
                collected[at] = logSum(collected[at], forward[t * states + state] + next[state], -.infinity)
            }
            backward = next
        }
        return collected.indices.map { index in
            let p = logProbs[logProbs.startIndex + index]
            return exp(p) - exp(collected[index] + loss - p)
        }
    }

    private func logSum(_ a: Double, _ b: Double, _ c: Double) -> Double {
        let largest = Swift.max(a, b, c)
        if largest == -.infinity { return largest }
        return log(exp(a - largest) + exp(b - largest) + exp(c - largest)) + largest
    }
}
