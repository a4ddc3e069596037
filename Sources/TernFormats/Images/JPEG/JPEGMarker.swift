/// A marker: FF and a code.
struct JPEGMarker {
    let code: Int
    /// Where what follows begins.
    let end: Int

    /// The next marker from a place on. Bytes before it are skipped: some writers leave some.
    static func next(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> JPEGMarker? {
        var position = start
        while position + 1 < end {
            // FF before a marker is padding; 0 behind it makes it a byte of data.
            if bytes[position] == 0xFF, bytes[position + 1] != 0, bytes[position + 1] != 0xFF {
                return JPEGMarker(code: Int(bytes[position + 1]), end: position + 2)
            }
            position += 1
        }
        return nil
    }
}
