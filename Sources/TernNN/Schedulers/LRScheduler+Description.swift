extension LRScheduler: CustomStringConvertible {
    /// The scheduler's name, its settings by torch's names, the steps made and the rates: one line.
    public var description: String {
        // What begins with an underline is for loading alone; the states of composed schedulers are records.
        let shown = stateDict().filter { entry in
            entry.name == "_last_lr"
                || !entry.name.hasPrefix("_") && entry.name != "base_lrs" && entry.value.recordValue == nil
        }
        let texts = shown.map { "\($0.name == "_last_lr" ? "lr" : $0.name)=\($0.value)" }
        return "\(type(of: self))(\(texts.joined(separator: ", ")))"
    }
}
