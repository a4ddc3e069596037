/// A case that does not say what its replay needs, or asks for what has no Swift twin: never a mistake of Tern's results.
package struct FixtureError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
