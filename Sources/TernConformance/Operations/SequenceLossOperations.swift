import Tern

extension Operations {
    static let sequenceLosses: [String: Operation] = [
        "ctc_loss": { call in
            let (x, targets) = (try call.tensor("log_probs"), try call.tensor("targets"))
            let (blank, reduction) = (call.optionalInt("blank") ?? 0, try call.reduction())
            let zero = call.flag("zero_infinity")
            if let lengths = call.optionalTensor("input_lengths") {
                return [
                    try F.ctcLoss(
                        x, targets, inputLengths: lengths, targetLengths: call.tensor("target_lengths"), blank: blank,
                        reduction: reduction, zeroInfinity: zero)
                ]
            }
            return [
                try F.ctcLoss(
                    x, targets, inputLengths: call.ints("input_lengths"), targetLengths: call.ints("target_lengths"),
                    blank: blank, reduction: reduction, zeroInfinity: zero)
            ]
        }
    ]
}
