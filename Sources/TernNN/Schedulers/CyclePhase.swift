import TernCore

/// A part of `OneCycleLR`'s cycle: where it ends, and between which of a group's values rates and momenta go.
struct CyclePhase {
    var end: Double
    var startLR: String
    var endLR: String
    var startMomentum: String
    var endMomentum: String

    private init(end: Double, rates: (String, String), momenta: (String, String)) {
        self.end = end
        (startLR, endLR) = rates
        (startMomentum, endMomentum) = momenta
    }

    /// The phases of a cycle of `total` steps whose rates rise in `share` of them.
    static func all(_ total: Double, _ share: Double, isThreePhase: Bool) -> [CyclePhase] {
        let falling = ("max_momentum", "base_momentum")
        let rising = ("base_momentum", "max_momentum")
        let up = CyclePhase(end: share * total - 1, rates: ("initial_lr", "max_lr"), momenta: falling)
        guard isThreePhase else {
            return [up, CyclePhase(end: total - 1, rates: ("max_lr", "min_lr"), momenta: rising)]
        }
        return [
            up, CyclePhase(end: 2 * share * total - 2, rates: ("max_lr", "initial_lr"), momenta: rising),
            CyclePhase(end: total - 1, rates: ("initial_lr", "min_lr"), momenta: ("max_momentum", "max_momentum")),
        ]
    }
}

// MARK: - State

extension CyclePhase {
    /// By torch's names.
    var record: StateRecord {
        [
            "end_step": .double(end), "start_lr": .text(startLR), "end_lr": .text(endLR),
            "start_momentum": .text(startMomentum), "end_momentum": .text(endMomentum),
        ]
    }

    /// Those of a scheduler's state; nil if it has none.
    ///
    /// - Throws: `TensorError` for something else in their place.
    static func all(of state: StateRecord) throws -> [CyclePhase]? {
        guard let value = state["_schedule_phases"] else { return nil }
        let phases = value.elements?.compactMap { $0.recordValue.flatMap(CyclePhase.init) }
        guard let phases, !phases.isEmpty, phases.count == value.elements?.count else {
            throw StateRecord.mismatch("_schedule_phases", value, "a list of phases")
        }
        return phases
    }

    private init?(_ record: StateRecord) {
        func name(_ key: String, _ allowed: [String]) -> String? {
            guard case .text(let name)? = record[key], allowed.contains(name) else { return nil }
            return name
        }
        let (rates, momenta) = (["initial_lr", "max_lr", "min_lr"], ["max_momentum", "base_momentum"])
        guard let end = record["end_step"]?.doubleValue,
            let startLR = name("start_lr", rates), let endLR = name("end_lr", rates),
            let startMomentum = name("start_momentum", momenta), let endMomentum = name("end_momentum", momenta)
        else { return nil }
        self.init(end: end, rates: (startLR, endLR), momenta: (startMomentum, endMomentum))
    }
}

extension ParameterGroup {
    /// A number that a scheduler keeps in the group.
    ///
    /// - Throws: `TensorError` where the group has none: it was added after the scheduler was made.
    func required(_ name: String, _ operation: String) throws -> Double {
        guard let value = options[name]?.doubleValue else {
            throw TensorError(
                .value, operation, "'\(name)'",
                hint: "the group has no number '\(name)': was it added after the scheduler was made?")
        }
        return value
    }
}
