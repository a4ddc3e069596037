extension Session {
    /// What may stand at a place.
    public func complete(_ code: String, cursor: Int) -> Completions {
        Completions(matches: [], range: cursor..<cursor)
    }

    /// What is known about the name at a place.
    public func inspect(_ code: String, cursor: Int) -> Inspection { Inspection(data: [:]) }
}
